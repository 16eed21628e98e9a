using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Engine.Conflicts;
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
        if (!await IsAnyDueAsync(db, recipients, cancellationToken)) return 0;

        // SQLite begins it immediate: nobody settles a conflict, or changes a preference, between the look and the note.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (written, told) = (0, await LastToldAsync(db, cancellationToken));
        foreach (var address in recipients)
            if (await WriteAsync(db, address, told, cancellationToken)) written++;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return written;
    }

    private async Task<bool> IsAnyDueAsync(HubDbContext db, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        if (recipients.Count == 0 || !await db.Conflicts.AnyAsync(c => c.Status == ConflictStatus.Open, cancellationToken)) return false;
        var known = await db.MailPreferences.AsNoTracking().Where(p => recipients.Contains(p.Address)).ToListAsync(cancellationToken);
        if (known.Count < recipients.Count) return true;
        foreach (var preference in known.Where(IsTime))
            if (await Untold(db, preference).AnyAsync(cancellationToken)) return true;
        return false;
    }

    private bool IsTime(MailPreferenceEntity preference) => preference.Conflicts && !(clock.GetUtcNow() - preference.LastConflictMailAt < IntervalOf(preference));

    private TimeSpan IntervalOf(MailPreferenceEntity preference) =>
        preference.DigestSeconds == MailPreferenceEntity.AsSet ? options.DigestInterval : TimeSpan.FromSeconds(preference.DigestSeconds);

    // Younger than the last that was told, or opened again since.
    private static IQueryable<ConflictEntity> Untold(HubDbContext db, MailPreferenceEntity preference)
    {
        var (last, told) = (preference.LastConflictId, preference.LastConflictMailAt ?? DateTimeOffset.UnixEpoch);
        return db.Conflicts.Where(c => c.Status == ConflictStatus.Open && (c.Id > last || c.Events.Any(e => e.Action == ConflictActions.Reopened && e.At >= told)));
    }

    private async Task<bool> WriteAsync(HubDbContext db, string address, long told, CancellationToken cancellationToken)
    {
        var preference = await db.MailPreferences.FirstOrDefaultAsync(p => p.Address == address, cancellationToken)
            ?? db.MailPreferences.Add(new MailPreferenceEntity { Address = address, LastConflictId = told }).Entity;
        if (!IsTime(preference)) return false;
        var due = Untold(db, preference);
        var newest = await due.MaxAsync(c => (long?)c.Id, cancellationToken);
        if (newest is null) return false;

        var total = await due.CountAsync(cancellationToken);
        var listed = await due.AsNoTracking().OrderBy(c => c.Id).Take(ConflictMail.MostListed).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        db.Put(MailKind.Conflicts, address, ConflictMail.Compose(listed, total, options.LinkBase), now);
        await due.Where(c => c.MailedAt == null).ExecuteUpdateAsync(c => c.SetProperty(x => x.MailedAt, now), cancellationToken);
        (preference.LastConflictId, preference.LastConflictMailAt) = (Math.Max(preference.LastConflictId, newest.Value), now);
        return true;
    }

    // Somebody new is told of what nobody was told of, not of everything that others know already.
    private static async Task<long> LastToldAsync(HubDbContext db, CancellationToken cancellationToken) =>
        await db.Conflicts.Where(c => c.MailedAt != null).MaxAsync(c => (long?)c.Id, cancellationToken) ?? 0;
}
