namespace MultiDbSync.Engine.Storage;

/// <summary>Something that needs a person and lasts until it is over: a database that is away, lag, a stall, dead letters, a clock that is wrong.</summary>
public sealed class AlertEntity
{
    /// <summary>Number.</summary>
    public long Id { get; set; }

    /// <summary>What it is, by name of its kind.</summary>
    public required string Kind { get; set; }

    /// <summary>What it is about: a database's name, or a sync set's and a database's.</summary>
    public required string Subject { get; set; }

    /// <summary>In words for a person; no row values.</summary>
    public required string Message { get; set; }

    /// <summary>When it began (hub clock).</summary>
    public DateTimeOffset RaisedAt { get; set; }

    /// <summary>When it was over, or null while it lasts.</summary>
    public DateTimeOffset? ClearedAt { get; set; }

    /// <summary>Who has taken note of it, or null.</summary>
    public string? AcknowledgedBy { get; set; }

    /// <summary>When somebody took note of it.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>When mails about it were put into the outbox, or null.</summary>
    public DateTimeOffset? MailedAt { get; set; }
}
