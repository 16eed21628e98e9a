using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Verification;

/// <summary>
/// Looks again at rows that differed. A row counts only when it was read unequal while nothing of it was on its way: both databases had received all that
/// the hub had, and a look at both change logs afterwards brought nothing new for it.
/// </summary>
internal sealed class RowsInFlight(EngineParts parts, SyncSetInfo set, HubSession session, ComparedNode left, ComparedNode right)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>The rows that really differ, with both values, and the number of those that are held for a known reason.</summary>
    public async Task<(IReadOnlyList<(RowImage? Left, RowImage? Right)> Different, int Held)> SettleAsync(
        TableSchema table, RowDigest digest, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        var waiting = keys;
        var different = new List<(RowImage?, RowImage?)>();
        var held = 0;
        var began = parts.Clock.GetTimestamp();
        using var timer = new PeriodicTimer(Look, parts.Clock);
        while (waiting.Count > 0)
        {
            var floor = await DeliveredAsync(timer, cancellationToken);
            var unequal = await UnequalAsync(table, digest, waiting, cancellationToken);
            if (unequal.Count == 0) break;
            await CapturedAsync(cancellationToken);
            var moving = Moving(table, unequal.Select(u => u.Key), floor);
            var known = await HeldAsync(table, unequal.Select(u => u.Key), cancellationToken);
            var settled = unequal.Where(u => !moving.Contains(u.Key)).ToList();
            different.AddRange(settled.Where(u => !known.Contains(u.Key)).Select(u => (u.Left, u.Right)));
            held += settled.Count(u => known.Contains(u.Key));
            waiting = [.. unequal.Where(u => moving.Contains(u.Key)).Select(u => u.Key)];
            if (waiting.Count > 0 && parts.Clock.GetElapsedTime(began) > parts.Options.RunPatience)
                throw new LoadWaitException($"Rows of {table.Name} go on changing faster than they can be compared.");
        }

        return (different, held);
    }

    // Everything that was committed by now has reached the hub, and everything at the hub both databases.
    private async Task<long> DeliveredAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        await CapturedAsync(cancellationToken);
        var last = session.Read(() => new LogTable(session, set.Name).Last());
        var began = parts.Clock.GetTimestamp();
        while ((await left.StateAsync(set.Name, cancellationToken)).Applied < last || (await right.StateAsync(set.Name, cancellationToken)).Applied < last)
        {
            if (parts.Clock.GetElapsedTime(began) > parts.Options.RunPatience)
                throw new LoadWaitException($"{left.Running.Name} and {right.Running.Name} can't be compared: one does not receive what the other has.");
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        return last;
    }

    private async Task CapturedAsync(CancellationToken cancellationToken)
    {
        await HubKnowledge.OfNowAsync(parts.State, left.Running, cancellationToken);
        await HubKnowledge.OfNowAsync(parts.State, right.Running, cancellationToken);
    }

    private async Task<List<(RowKey Key, RowImage? Left, RowImage? Right)>> UnequalAsync(
        TableSchema table, RowDigest digest, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        var unequal = new List<(RowKey, RowImage?, RowImage?)>();
        foreach (var key in keys)
        {
            var (a, b) = (await left.FindAsync(table, key, cancellationToken), await right.FindAsync(table, key, cancellationToken));
            if (!digest.AreEqual(a, b)) unequal.Add((key, a, b));
        }

        return unequal;
    }

    private HashSet<RowKey> Moving(TableSchema table, IEnumerable<RowKey> keys, long floor) => session.Read(() =>
        keys.Where(k => session.Number(
            "SELECT 1 FROM hub_log WHERE sync_set=$1 AND table_name=$2 AND key_form=$3 AND position>$4 LIMIT 1", set.Name, table.Name, table.FormOf(k), floor) is not null).ToHashSet());

    private async Task<HashSet<RowKey>> HeldAsync(TableSchema table, IEnumerable<RowKey> keys, CancellationToken cancellationToken)
    {
        var deferred = (await left.StateAsync(set.Name, cancellationToken)).Deferred.Concat((await right.StateAsync(set.Name, cancellationToken)).Deferred)
            .Where(d => d.Table == table.Name).Select(d => table.FormOf(d.Key)).ToHashSet(StringComparer.Ordinal);
        return session.Read(() =>
        {
            var parked = new ParkedRows(session, set.Name);
            return keys.Where(k => table.FormOf(k) is var form && (deferred.Contains(form) || parked.Find(table.Name, form) is not null)).ToHashSet();
        });
    }
}
