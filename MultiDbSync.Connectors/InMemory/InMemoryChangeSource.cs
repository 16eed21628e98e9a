using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.InMemory;

internal sealed class InMemoryChangeSource : IChangeSource, IDisposable
{
    private readonly InMemoryDatabase _database;
    private readonly SemaphoreSlim _signal = new(0, 1);

    public InMemoryChangeSource(InMemoryDatabase database)
    {
        _database = database;
        database.Committed += Notice;
    }

    public Task<CaptureRead> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        lock (_database.Gate)
        {
            // Numbers are handed out and written in the same step: the log is in their order.
            var visible = _database.Log.FindAll(e => e.Visible);
            var taken = visible.GetRange(0, TransactionBorder(visible, limit));
            long[] numbers = [.. taken.Select(e => e.Entry.Seq)];
            if (_database.Safeties.Chain) Reorder(taken);
            var states = _database.Sets.ToDictionary(s => s.Key, s => s.Value.ToState(), StringComparer.Ordinal);
            return Task.FromResult(new CaptureRead([.. taken.Select(e => e.Entry)], states, numbers.Length == visible.Count, numbers));
        }
    }

    public Task DeleteAsync(CaptureRead read, CancellationToken cancellationToken)
    {
        lock (_database.Gate)
        {
            if (read.States.Any(s => _database.Sets.TryGetValue(s.Key, out var now) && now.Captured != s.Value.Captured)) return Task.CompletedTask;
            var gone = read.Raw.ToHashSet();
            foreach (var set in _database.Log.Where(e => gone.Contains(e.Entry.Seq)).Select(e => e.Entry.SyncSet).Distinct().ToList())
                if (_database.Sets.TryGetValue(set, out var state)) state.Captured++;
            _database.Log.RemoveAll(e => gone.Contains(e.Entry.Seq));
        }

        return Task.CompletedTask;
    }

    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose()
    {
        _database.Committed -= Notice;
        _signal.Dispose();
    }

    // Changes keep the places that they have between them, and markers theirs.
    private static void Reorder(List<InMemoryEntry> taken)
    {
        var changes = taken.FindAll(e => e.Entry.Kind == EntryKind.Change);
        var rings = ChangeChain.Order(changes);
        var next = 0;
        for (var i = 0; i < taken.Count; i++)
            if (taken[i].Entry.Kind == EntryKind.Change) taken[i] = changes[next++];
        taken.RemoveAll(rings.Contains);
    }

    // The read ends where no source transaction has entries on both sides.
    private static int TransactionBorder(List<InMemoryEntry> visible, int limit)
    {
        if (visible.Count <= limit) return visible.Count;
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < visible.Count; i++)
            if (visible[i].Entry.Tx is { } tx) last[tx] = i;
        var open = 0;
        for (var i = 0; i < visible.Count; i++)
        {
            if (i >= limit && i >= open) return i;
            if (visible[i].Entry.Tx is { } tx) open = Math.Max(open, last[tx] + 1);
        }

        return visible.Count;
    }

    private void Notice()
    {
        if (_signal.CurrentCount > 0) return;
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else noticed the same commit: one wake-up is enough.
        }
    }
}
