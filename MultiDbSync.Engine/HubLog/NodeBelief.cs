using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// What a node had received of one sync set, told by its markers as they are read in <c>seq</c> order: so it says for each change what its row had
/// included when it was changed. Kept in memory for one hub transaction, written through.
/// </summary>
internal sealed class NodeBelief(NodeTable table, string syncSet, EngineSafeties safeties)
{
    // Asked row by row: there may be many, and a change is about one.
    private readonly Dictionary<(string Table, string KeyForm), long?> _deferred = [];
    private bool _anyDeferred = table.HasDeferred(syncSet);
    private long _applied = table.Find(syncSet)!.Value.Applied;

    public EngineSafeties Safeties => safeties;

    /// <summary>The highest position that a change of this row, made now, had seen.</summary>
    public long Seen(string tableName, string keyForm)
    {
        if (!safeties.Seen) return long.MaxValue;
        return safeties.DeferredSeen && DeferredAt(tableName, keyForm) is { } position ? Math.Min(_applied, position - 1) : _applied;
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
                _anyDeferred = true;
                table.Defer(syncSet, marker.Table!, keyForm!, marker.Position);
                break;
            case EntryKind.Released:
                _deferred[(marker.Table!, keyForm!)] = null;
                table.Release(syncSet, marker.Table!, keyForm!);
                break;
        }
    }

    private long? DeferredAt(string tableName, string keyForm)
    {
        if (!_anyDeferred) return null;
        if (!_deferred.TryGetValue((tableName, keyForm), out var position)) _deferred.Add((tableName, keyForm), position = table.DeferredAt(syncSet, tableName, keyForm));
        return position;
    }
}
