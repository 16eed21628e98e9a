using System.Globalization;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.AppHost.Hosting;

/// <summary>MailDev: takes every mail, delivers none, shows them in a browser.</summary>
internal static class MailResources
{
    private const int SmtpPort = 1025;
    private const int InboxPort = 1080;

    /// <summary>As a container, or from npm, or else mails are written to a folder.</summary>
    /// <returns>The connection string, under the second name.</returns>
    public static IResourceBuilder<IResourceWithConnectionString> AddMailDev(
        this IDistributedApplicationBuilder builder, string name, string connectionName, LocalRun local, bool containers)
    {
        if (containers)
            return builder.AddConnectionString(connectionName, AddressOf(builder.AddMailDevContainer(name, local).GetEndpoint("smtp")));
        if (PathSearch.Find("npx") is { } npx)
            return builder.AddConnectionString(connectionName, AddressOf(builder.AddMailDevFromNpm(name, npx, local).GetEndpoint("smtp")));

        var folder = new Uri(local.Data.Mail).AbsoluteUri;
        return builder.AddConnectionString(connectionName, ReferenceExpression.Create($"{folder}"));
    }

    /// <summary>The address that mails come from: a parameter where they really leave.</summary>
    public static ReferenceExpression AddMailSender(this IDistributedApplicationBuilder builder, LocalRun? local) =>
        local is null
            ? ReferenceExpression.Create($"{builder.AddParameter("mail-from")}")
            : ReferenceExpression.Create($"MultiDbSync <multidbsync@localhost>");

    private static IResourceBuilder<ContainerResource> AddMailDevContainer(this IDistributedApplicationBuilder builder, string name, LocalRun local) =>
        builder.AddContainer(name, "maildev/maildev", MailDevCommand.Package.Version)
            .WithHttpEndpoint(port: local.Port(InboxPort), targetPort: InboxPort, name: "http")
            .WithEndpoint(port: local.Port(SmtpPort), targetPort: SmtpPort, scheme: "tcp", name: "smtp")
            .WithUrlForEndpoint("http", url => url.Url = "/index.html")
            .WithHttpHealthCheck(MailDevCommand.HealthPath);

    private static IResourceBuilder<ExecutableResource> AddMailDevFromNpm(this IDistributedApplicationBuilder builder, string name, string npx, LocalRun local)
    {
        var smtp = local.Port(SmtpPort);
        var inbox = local.Port(InboxPort);
        string[] arguments =
        [
            "--yes", $"{MailDevCommand.Package.Name}@{MailDevCommand.Package.Version}",
            "--ip", "127.0.0.1", "--smtp", smtp.ToString(CultureInfo.InvariantCulture),
            "--web-ip", "127.0.0.1", "--web", inbox.ToString(CultureInfo.InvariantCulture),
        ];
        return builder.AddExecutable(name, npx, Repository.Root, arguments)
            .WithHttpEndpoint(port: inbox, name: "http", isProxied: false)
            .WithEndpoint(port: smtp, scheme: "tcp", name: "smtp", isProxied: false)
            .WithUrlForEndpoint("http", url => url.Url = "/index.html")
            .WithHttpHealthCheck(MailDevCommand.HealthPath);
    }

    private static ReferenceExpression AddressOf(EndpointReference smtp) =>
        ReferenceExpression.Create($"smtp://{smtp.Property(EndpointProperty.Host)}:{smtp.Property(EndpointProperty.Port)}");
}
