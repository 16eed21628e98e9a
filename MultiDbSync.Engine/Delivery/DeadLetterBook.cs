using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Delivery;

/// <summary>Rows that a database refuses, kept for people until each is written after all or the database leaves.</summary>
internal sealed class DeadLetterBook(HubStore store, TimeProvider clock)
{
    /// <summary>Notes the refused rows among outcomes.</summary>
    /// <param name="position">Hub position that the rows were to have.</param>
    public async Task NoteAsync(string syncSet, string node, long position, IEnumerable<RowOutcome> outcomes, CancellationToken cancellationToken)
    {
        var refused = outcomes.Where(o => o.Deferred == DeferReason.Rejected).DistinctBy(o => (o.Table, o.Key.Text)).ToList();
        if (refused.Count == 0) return;
        await using var db = store.CreateContext();
        if (!await db.SyncRoutes.AnyAsync(r => r.SyncSet == syncSet && r.Node == node, cancellationToken)) return;
        var known = await db.DeadLetters.Where(l => l.SyncSet == syncSet && l.Node == node).ToDictionaryAsync(l => (l.TableName, l.Key), cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var row in refused)
        {
            if (!known.TryGetValue((row.Table, row.Key.Text), out var letter))
            {
                letter = new DeadLetterEntity { SyncSet = syncSet, Node = node, TableName = row.Table, Key = row.Key.Text, Error = "", FirstAt = now };
                db.DeadLetters.Add(letter);
            }

            (letter.Error, letter.Position, letter.LastAt) = (row.Error ?? "The database gives no reason.", position, now);
            letter.Attempts++;
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Forgets all rows of a database but those that are still refused.</summary>
    /// <returns>How many there are left.</returns>
    public async Task<int> KeepAsync(string syncSet, string node, IEnumerable<DeferredRow> deferred, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        var known = await db.DeadLetters.Where(l => l.SyncSet == syncSet && l.Node == node).ToListAsync(cancellationToken);
        if (known.Count == 0) return 0;
        var refused = deferred.Where(d => d.Reason == DeferReason.Rejected).Select(d => (d.Table, d.Key.Text)).ToHashSet();
        var written = known.Where(l => !refused.Contains((l.TableName, l.Key))).ToList();
        db.DeadLetters.RemoveRange(written);
        if (written.Count > 0) await db.SaveChangesAsync(cancellationToken);
        return known.Count - written.Count;
    }
}
