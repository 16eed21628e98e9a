namespace MultiDbSync.Contracts.Mail;

/// <summary>Body of <c>PUT /api/mail/preferences</c>.</summary>
/// <param name="DigestSeconds">0 to a week; null: as the worker is set.</param>
public sealed record UpdateMailPreferencesRequest(bool Conflicts, bool Alerts, int? DigestSeconds);
