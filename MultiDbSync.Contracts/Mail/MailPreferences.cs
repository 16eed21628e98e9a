namespace MultiDbSync.Contracts.Mail;

/// <summary>Which mail an address gets, and how often.</summary>
/// <param name="Conflicts">Mail about conflicts.</param>
/// <param name="Alerts">Mail about alerts.</param>
/// <param name="DigestSeconds">How long conflicts are gathered after a first one was mailed; 0: not at all; null: as the worker is set.</param>
/// <param name="DefaultDigestSeconds">What null stands for, or null while no worker has said.</param>
/// <param name="IsRecipient">Whether mail goes to this address at all.</param>
/// <param name="IsConfigured">Whether the worker has a mail server.</param>
public sealed record MailPreferences(
    string Address, bool Conflicts, bool Alerts, int? DigestSeconds, int? DefaultDigestSeconds, bool IsRecipient, bool IsConfigured);
