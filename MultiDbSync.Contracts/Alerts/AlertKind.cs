namespace MultiDbSync.Contracts.Alerts;

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    /// <summary>A database lacks changes for longer than it should.</summary>
    Lag,

    /// <summary>A database can be reached and has changes to receive, but receives none.</summary>
    Stall,

    /// <summary>A database refuses rows.</summary>
    DeadLetters,

    /// <summary>A database can't be reached, or needs a person.</summary>
    DatabaseDown,

    /// <summary>A database's clock differs from the hub's.</summary>
    ClockSkew,

    /// <summary>Mails can't be sent. Shown, never mailed.</summary>
    MailNotSent,
}
