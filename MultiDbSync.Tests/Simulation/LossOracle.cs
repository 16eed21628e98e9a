using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Simulation;

/// <summary>
/// No silent loss, told without the engine's own bookkeeping: every value that an application committed is in the final row, or somebody who saw it
/// replaced it, or a conflict's record still holds it. Values are unique over a walk, so each can be followed.
/// </summary>
internal sealed class LossOracle
{
    private readonly List<(string Table, RowImage? Before, RowImage? After)> _committed = [];
    private readonly HashSet<CellValue> _rolledBack = [];
    private readonly HashSet<CellValue> _excused = [];

    /// <summary>What applications have added to the counter.</summary>
    public long Counted => _committed.Where(w => w.Table == "counters").Sum(w => w.After!["n"].Integer - w.Before!["n"].Integer);

    /// <summary>Takes a line for each write.</summary>
    public Action<string>? Tell { get; init; }

    public void Committed(IReadOnlyCollection<(string Table, RowImage? Before, RowImage? After)> writes)
    {
        _committed.AddRange(writes);
        if (Tell is null) return;
        foreach (var (table, before, after) in writes) Tell($"  committed: {table} {before?.ToJson() ?? "-"} -> {after?.ToJson() ?? "-"}");
    }

    public void RolledBack(IReadOnlyCollection<(string Table, RowImage? Before, RowImage? After)> writes)
    {
        if (writes.Count > 0) Tell?.Invoke($"  rolled back: {writes.Count} writes");
        foreach (var (_, before, after) in writes)
        {
            if (after is null) continue;
            _rolledBack.UnionWith(Tracked(after).Where(c => before is null || before[c.Column] != c.Value).Select(c => c.Value));
        }
    }

    /// <summary>A write of which nothing is promised.</summary>
    public void Excuse(RowImage image) => _excused.UnionWith(image.Values);

    /// <summary>What is lost or should not be there; empty when all is well.</summary>
    public List<string> Check(IEnumerable<RowImage> finalRows, IEnumerable<RowImage> conflictImages)
    {
        var replaced = new HashSet<(string, CellValue)>();
        foreach (var (table, before, after) in _committed)
        {
            if (before is null) continue;
            foreach (var (column, value) in Tracked(before))
                if (after is null || after[column] != value) replaced.Add((table + "." + column, value));
        }

        var kept = finalRows.Concat(conflictImages).SelectMany(r => r.Values).ToHashSet();
        var lost = new List<string>();
        foreach (var (table, _, after) in _committed)
        {
            if (after is null) continue;
            foreach (var (column, value) in Tracked(after))
                if (!kept.Contains(value) && !_excused.Contains(value) && !replaced.Contains((table + "." + column, value)) && !IsDeletedUnseen(table, column, after)) lost.Add($"{table}.{column} = {value} was lost silently");
        }

        // A value that a row took along to another key in a transaction that was rolled back is still that row's.
        var committed = _committed.Where(w => w.After is not null).SelectMany(w => w.After!.Values);
        lost.AddRange(kept.Intersect(_rolledBack.Except(committed)).Select(v => $"{v} was rolled back but is there"));
        return lost;
    }

    // Who deletes a row deletes the columns too that its database lacks.
    private bool IsDeletedUnseen(string table, string column, RowImage row) => _committed.Exists(w =>
        w.Table == table && w.After is null && w.Before is { } gone && gone.Values[0] == row.Values[0] && !gone.TryGet(column, out _));

    // Small numbers are keys and values that several writers choose on purpose.
    private static IEnumerable<(string Column, CellValue Value)> Tracked(RowImage image) =>
        image.Columns.Zip(image.Values).Where(c => c.Second is { Kind: CellKind.Integer, Integer: >= Walk.FirstToken }).Select(c => (c.First, c.Second));
}
