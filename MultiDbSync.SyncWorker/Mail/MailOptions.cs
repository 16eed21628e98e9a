namespace MultiDbSync.SyncWorker.Mail;

/// <summary>Mail about conflicts and alerts.</summary>
internal sealed class MailOptions
{
    public const string SectionName = "Mail";

    /// <summary>Configuration key of the connection: <c>smtp://[user:password@]host:port</c>, or <c>file://folder</c> for .eml files. Without it no mail is sent.</summary>
    public const string ConnectionName = "mail";

    /// <summary>Sender.</summary>
    public string From { get; set; } = "MultiDbSync <no-reply@multidbsync.localhost>";

    /// <summary>Recipients, separated by commas. Empty: all administrators.</summary>
    public string? To { get; set; }

    /// <summary>Address of the console, for links.</summary>
    public string LinkBase { get; set; } = "http://localhost:5080";

    /// <summary>The first conflict is mailed at once; those that follow are gathered for this long, unless a recipient has chosen otherwise. Default 30 s.</summary>
    public TimeSpan DigestInterval { get; set; } = TimeSpan.FromSeconds(30);
}
