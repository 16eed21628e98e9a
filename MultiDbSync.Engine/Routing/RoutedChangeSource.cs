using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Engine.Routing;

internal sealed class RoutedChangeSource(IChangeSource inner, RouteMaps maps) : IChangeSource
{
    public async Task<CaptureRead> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(limit, cancellationToken);
        return read with
        {
            Entries = [.. read.Entries.Select(ToAgreed)],
            States = read.States.ToDictionary(s => s.Key, s => maps.ToAgreed(s.Key, s.Value), StringComparer.Ordinal),
        };
    }

    // What a read covers is told by its numbers, sets and generations, and those are the same in either terms.
    public Task DeleteAsync(CaptureRead read, CancellationToken cancellationToken) => inner.DeleteAsync(read, cancellationToken);

    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => inner.WaitAsync(atMost, cancellationToken);

    private CapturedEntry ToAgreed(CapturedEntry entry)
    {
        if (entry.Table is null || maps.OfNative(entry.SyncSet, entry.Table) is not { } map) return entry;
        return entry with
        {
            Table = map.Agreed.Name,
            Key = entry.Key is null ? null : map.ToAgreed(entry.Key),
            Before = map.ToAgreed(entry.Before),
            After = map.ToAgreed(entry.After),
        };
    }
}
