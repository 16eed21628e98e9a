using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>
/// Writes mails about open conflicts into the outbox: for each recipient the first at once, those that follow gathered for as long as the recipient wants.
/// A mail and the note that its conflicts were told of are one transaction. Conflicts that are settled before their mail is due are left out.
/// </summary>
internal sealed class ConflictDigests(MailOptions options, TimeProvider clock)
{
    /// <summary>Writes what is due.</summary>
    /// <returns>How many mails.</returns>
    public async Task<int> WriteAsync(HubDbContext db, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        var newest = await db.Conflicts.Where(c => c.Status == ConflictStatus.Open).MaxAsync(c => (long?)c.Id, cancellationToken);
        if (newest is null || recipients.Count == 0) return 0;
        var known = await db.MailPreferences.AsNoTracking().Where(p => recipients.Contains(p.Address)).ToDictionaryAsync(p => p.Address, cancellationToken);
        if (!recipients.Any(address => !known.TryGetValue(address, out var preference) || IsDue(preference, newest.Value))) return 0;

        // SQLite begins it immediate: nobody settles a conflict, or changes a preference, between the look and the note.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (written, told) = (0, await LastToldAsync(db, cancellationToken));
        foreach (var address in recipients)
            if (await WriteAsync(db, address, told, cancellationToken)) written++;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return written;
    }

    private bool IsDue(MailPreferenceEntity preference, long newest) =>
        preference.Conflicts && preference.LastConflictId < newest && !(clock.GetUtcNow() - preference.LastConflictMailAt < IntervalOf(preference));

    private TimeSpan IntervalOf(MailPreferenceEntity preference) =>
        preference.DigestSeconds == MailPreferenceEntity.AsSet ? options.DigestInterval : TimeSpan.FromSeconds(preference.DigestSeconds);

    private async Task<bool> WriteAsync(HubDbContext db, string address, long told, CancellationToken cancellationToken)
    {
        var preference = await db.MailPreferences.FirstOrDefaultAsync(p => p.Address == address, cancellationToken)
            ?? db.MailPreferences.Add(new MailPreferenceEntity { Address = address, LastConflictId = told }).Entity;
        var due = db.Conflicts.Where(c => c.Status == ConflictStatus.Open && c.Id > preference.LastConflictId);
        var newest = await due.MaxAsync(c => (long?)c.Id, cancellationToken);
        if (newest is null || !IsDue(preference, newest.Value)) return false;

        var total = await due.CountAsync(cancellationToken);
        var listed = await due.AsNoTracking().OrderBy(c => c.Id).Take(ConflictMail.MostListed).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        db.Put(MailKind.Conflicts, address, ConflictMail.Compose(listed, total, options.LinkBase), now);
        await due.Where(c => c.MailedAt == null).ExecuteUpdateAsync(c => c.SetProperty(x => x.MailedAt, now), cancellationToken);
        (preference.LastConflictId, preference.LastConflictMailAt) = (newest.Value, now);
        return true;
    }

    // Somebody new is told of what nobody was told of, not of everything that others know already.
    private static async Task<long> LastToldAsync(HubDbContext db, CancellationToken cancellationToken) =>
        await db.Conflicts.Where(c => c.MailedAt != null).MaxAsync(c => (long?)c.Id, cancellationToken) ?? 0;
}
