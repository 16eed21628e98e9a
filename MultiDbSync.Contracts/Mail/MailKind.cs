namespace MultiDbSync.Contracts.Mail;

/// <summary>What a mail is about.</summary>
public enum MailKind
{
    /// <summary>Conflicts that wait for a decision.</summary>
    Conflicts,

    /// <summary>Alerts.</summary>
    Alerts,

    /// <summary>Somebody wanted to see whether mail arrives.</summary>
    Test,
}
