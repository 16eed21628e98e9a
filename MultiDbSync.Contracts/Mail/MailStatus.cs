namespace MultiDbSync.Contracts.Mail;

/// <summary>What has become of a mail.</summary>
public enum MailStatus
{
    /// <summary>Not tried yet.</summary>
    Waiting,

    /// <summary>Could not be sent so far; tried again.</summary>
    Failed,

    /// <summary>The mail server has taken it.</summary>
    Sent,
}
