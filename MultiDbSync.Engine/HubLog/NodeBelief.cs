using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// What a node had received of one sync set, told by its markers as they are read in <c>seq</c> order: so it says for each change what its row had
/// included when it was changed. Kept in memory for one hub transaction, written through.
/// </summary>
internal sealed class NodeBelief(NodeTable table, string syncSet, EngineSafeties safeties)
{
    private readonly Dictionary<(string Table, string KeyForm), long> _deferred = table.Deferred(syncSet);
    private long _applied = table.Find(syncSet)!.Value.Applied;

    /// <summary>The highest position that a change of this row, made now, had seen.</summary>
    public long Seen(string tableName, string keyForm)
    {
        if (!safeties.Seen) return long.MaxValue;
        return safeties.DeferredSeen && _deferred.TryGetValue((tableName, keyForm), out var position) ? Math.Min(_applied, position - 1) : _applied;
    }

    public void Mark(CapturedEntry marker, string? keyForm)
    {
        switch (marker.Kind)
        {
            case EntryKind.Applied:
                _applied = Math.Max(_applied, marker.Position);
                table.Advance(syncSet, _applied);
                break;
            case EntryKind.Deferred:
                _deferred[(marker.Table!, keyForm!)] = marker.Position;
                table.Defer(syncSet, marker.Table!, keyForm!, marker.Position);
                break;
            case EntryKind.Released:
                _deferred.Remove((marker.Table!, keyForm!));
                table.Release(syncSet, marker.Table!, keyForm!);
                break;
        }
    }
}
