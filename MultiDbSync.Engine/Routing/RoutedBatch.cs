using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Engine.Routing;

/// <summary>A batch in the database's own terms, and the way back for what became of its rows. A row that the database can't have is left alone as rejected.</summary>
internal sealed class RoutedBatch
{
    private readonly Dictionary<(string Table, RowKey Key), Routed> _rows = [];
    private readonly ApplyBatch _agreed;

    public RoutedBatch(ApplyBatch batch, RouteMaps maps)
    {
        _agreed = batch;
        IsMapped = batch.Rows.Any(r => maps.OfAgreed(batch.SyncSet, r.Table.Name) is not null);
        Native = IsMapped ? batch with { Rows = [.. batch.Rows.Select(r => ToNative(r, maps))] } : batch;
    }

    /// <summary>Any of its tables differs here.</summary>
    public bool IsMapped { get; }

    public ApplyBatch Native { get; }

    public RowOutcome ToAgreed(RowOutcome outcome)
    {
        if (!_rows.TryGetValue((outcome.Table, outcome.Key), out var row)) return outcome;
        return outcome with
        {
            Table = row.Map.Agreed.Name,
            Key = row.Agreed.Key,
            Found = row.Map.ToAgreed(outcome.Found),
            Error = outcome.Error ?? (outcome.Deferred == DeferReason.Rejected ? row.Refused?.Refusal : null),
        };
    }

    /// <summary>Rows that were left alone as divergent only because the database spells their value otherwise, with what it holds as expected; null without any.</summary>
    public ApplyBatch? Respelled(IReadOnlyList<RowOutcome> outcomes)
    {
        var rows = new List<ApplyRow>();
        foreach (var outcome in outcomes)
        {
            if (outcome is not { Deferred: DeferReason.Divergence, Found: { } found } || !_rows.TryGetValue((outcome.Table, outcome.Key), out var row)) continue;
            if (!row.Map.HasSpellings || row.Native.Expected?.Any(e => Equals(row.Map.ToAgreed(e), row.Map.ToAgreed(found))) != true) continue;
            rows.Add(row.Native with { Expected = [found], After = row.Map.KeepSpellings(found, row.Native.After) });
        }

        return rows.Count == 0 ? null : Native with { ExpectedApplied = _agreed.UpTo, Rows = rows, Coalesced = false };
    }

    private ApplyRow ToNative(ApplyRow row, RouteMaps maps)
    {
        if (maps.OfAgreed(_agreed.SyncSet, row.Table.Name) is not { } map) return row;
        var key = map.ToNative(row.Key, out var refused);
        var after = map.ToNative(row.After, out var refusedValue);
        refused ??= refusedValue;
        var native = new ApplyRow(map.Native, key, row.Position, after, Expected(row, map), row.Leave ?? (refused is null ? null : DeferReason.Rejected));
        _rows[(map.Native.Name, key)] = new Routed(map, row, native, refused ?? _rows.GetValueOrDefault((map.Native.Name, key))?.Refused);
        return native;
    }

    // A value that the database can't have is none that it may hold.
    private static List<RowImage?>? Expected(ApplyRow row, TableMap map)
    {
        if (row.Expected is null) return null;
        var expected = new List<RowImage?>(row.Expected.Count);
        foreach (var image in row.Expected)
        {
            var native = map.ToNative(image, out var refused);
            if (refused is null) expected.Add(native);
        }

        return expected;
    }

    private sealed record Routed(TableMap Map, ApplyRow Agreed, ApplyRow Native, ColumnMap? Refused);
}
