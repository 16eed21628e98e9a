using System.Globalization;

namespace MultiDbSync.AppHost.Embedded;

/// <summary>MailDev from npm: takes every mail, delivers none, shows them in a browser.</summary>
internal static class MailDevCommand
{
    public const string HealthPath = "/api/healthz";

    public static readonly NpmPackage Package = new("maildev", "3.0.0");

    /// <summary>The command line to run with this program's own assembly.</summary>
    public static string[] Arguments(string packageFolder, int smtpPort, int inboxPort) => EmbeddedVerbs.GuardArguments(
        "node",
        Path.Combine(packageFolder, "dist", "bin", "maildev.js"),
        "--ip", "127.0.0.1",
        "--smtp", smtpPort.ToString(CultureInfo.InvariantCulture),
        "--web-ip", "127.0.0.1",
        "--web", inboxPort.ToString(CultureInfo.InvariantCulture));
}
