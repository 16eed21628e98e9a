using MultiDbSync.Engine.Mail;

namespace MultiDbSync.SyncWorker.Mail;

internal static class MailServices
{
    /// <summary>Mail by the connection string <c>mail</c>; without one none is written or sent.</summary>
    /// <exception cref="InvalidOperationException">The connection string is neither smtp:// nor file://.</exception>
    public static void AddMail(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailOptions>().BindConfiguration(MailOptions.SectionName)
            .Validate(o => MimeKit.MailboxAddress.TryParse(o.From, out _) && MailRecipients.AddressOf(o.From) is not null, "Mail:From must be a mail address, for instance 'Sync <sync@example.org>'.")
            .Validate(o => MailRecipients.IsList(o.To), "Mail:To must be mail addresses, separated by commas.")
            .Validate(o => Uri.TryCreate(o.LinkBase, UriKind.Absolute, out var link) && link.Scheme is "http" or "https", "Mail:LinkBase must be the console's address, for instance https://sync.example.org.")
            .Validate(o => o.DigestInterval >= TimeSpan.Zero, "Mail:DigestInterval must not be below zero.")
            .ValidateOnStart();
        var connection = builder.Configuration.GetConnectionString(MailOptions.ConnectionName);
        var configured = !string.IsNullOrWhiteSpace(connection);
        builder.Services.AddHostedService(s => ActivatorUtilities.CreateInstance<MailNotice>(s, configured));
        if (configured) builder.Services.AddOutbox(ServerOf(connection!));
    }

    private static void AddOutbox(this IServiceCollection services, Uri server)
    {
        services.AddSingleton<IMailTransport>(s =>
            server.Scheme == "file" ? new FolderTransport(server.LocalPath, s.GetRequiredService<TimeProvider>()) : new SmtpTransport(server));
        services.AddHostedService<MailWriter>();
        services.AddHostedService<MailSender>();
    }

    private static Uri ServerOf(string connection) =>
        Uri.TryCreate(connection, UriKind.Absolute, out var server) && server.Scheme is "smtp" or "smtps" or "file"
            ? server
            : throw new InvalidOperationException("ConnectionStrings:mail must be smtp://host:port, smtps://host:port or file://folder.");
}
