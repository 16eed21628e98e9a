using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Mail;

/// <summary>Which mail an address gets. The worker notes in the same rows what it has told.</summary>
internal sealed class PreferenceDesk(HubDbContext db, AuditTrail audit)
{
    public const int LongestDigest = 7 * 24 * 3600;

    public async Task<MailPreferences> ReadAsync(string address, CancellationToken cancellationToken)
    {
        var chosen = await db.MailPreferences.AsNoTracking().FirstOrDefaultAsync(p => p.Address == address, cancellationToken) ?? new MailPreferenceEntity { Address = address };
        var setup = await MailSetup.ReadAsync(db, cancellationToken);
        var recipients = await MailRecipients.ReadAsync(db, setup?.To, cancellationToken);
        return new MailPreferences(
            address, chosen.Conflicts, chosen.Alerts, chosen.DigestSeconds == MailPreferenceEntity.AsSet ? null : chosen.DigestSeconds, setup?.DigestSeconds,
            recipients.Contains(address), setup is { IsConfigured: true });
    }

    public async Task ChangeAsync(string address, UpdateMailPreferencesRequest request, CancellationToken cancellationToken)
    {
        // SQLite begins it immediate: the worker can't add the row between the look and the save.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var row = await db.MailPreferences.FirstOrDefaultAsync(p => p.Address == address, cancellationToken)
            ?? db.MailPreferences.Add(new MailPreferenceEntity { Address = address }).Entity;
        audit.Before = new { row.Conflicts, row.Alerts, row.DigestSeconds };
        (row.Conflicts, row.Alerts, row.DigestSeconds) = (request.Conflicts, request.Alerts, request.DigestSeconds ?? MailPreferenceEntity.AsSet);
        await db.SaveChangesAsync(cancellationToken);
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
    }
}
