namespace MultiDbSync.Contracts.Mail;

/// <summary>A mail in the outbox.</summary>
/// <param name="DueAt">When it is tried next, while it is not sent.</param>
/// <param name="Attempts">How often sending it failed.</param>
/// <param name="LastError">Why it failed last, or null.</param>
public sealed record OutboxMail(
    long Id,
    string Recipient,
    MailKind Kind,
    string Subject,
    MailStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset DueAt,
    int Attempts,
    string? LastError,
    DateTimeOffset? SentAt);
