namespace MultiDbSync.Contracts.Alerts;

/// <summary>Something that needs a person and lasts until it is over.</summary>
/// <param name="Subject">What it is about: a database, or a sync set and a database (<c>set/database</c>), or <c>outbox</c>.</param>
/// <param name="Message">In words for a person.</param>
/// <param name="RaisedAt">When it began.</param>
/// <param name="ClearedAt">When it was over, or null while it lasts.</param>
/// <param name="AcknowledgedBy">Who has taken note of it, or null.</param>
public sealed record AlertSummary(
    long Id,
    AlertKind Kind,
    string Subject,
    string Message,
    DateTimeOffset RaisedAt,
    DateTimeOffset? ClearedAt,
    string? AcknowledgedBy,
    DateTimeOffset? AcknowledgedAt);
