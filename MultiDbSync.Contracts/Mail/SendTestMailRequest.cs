namespace MultiDbSync.Contracts.Mail;

/// <summary>Body of <c>POST /api/mail/test</c>.</summary>
/// <param name="Recipient">Where to; null: to whoever asks.</param>
public sealed record SendTestMailRequest(string? Recipient);
