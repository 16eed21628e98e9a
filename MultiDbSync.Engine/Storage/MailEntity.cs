namespace MultiDbSync.Engine.Storage;

/// <summary>A mail in the outbox: kept until a mail server has taken it.</summary>
public sealed class MailEntity
{
    /// <summary>Number; orders.</summary>
    public long Id { get; set; }

    /// <summary>The one address that it goes to.</summary>
    public required string Recipient { get; set; }

    /// <summary>What it is about, by name: conflicts, alert, test.</summary>
    public required string Kind { get; set; }

    /// <summary>One line.</summary>
    public required string Subject { get; set; }

    /// <summary>The plain text.</summary>
    public required string Text { get; set; }

    /// <summary>The same as HTML.</summary>
    public required string Html { get; set; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Not to be tried before.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>How often sending it failed.</summary>
    public int Attempts { get; set; }

    /// <summary>Why it failed last; no addresses, no passwords.</summary>
    public string? LastError { get; set; }

    /// <summary>When the server took it, or null.</summary>
    public DateTimeOffset? SentAt { get; set; }
}
