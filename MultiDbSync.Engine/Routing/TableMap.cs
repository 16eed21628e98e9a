using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Routing;

/// <summary>A table in the set's terms and in a database's own: names, columns, values, keys.</summary>
internal sealed class TableMap
{
    private readonly ColumnMap[] _columns;
    private readonly int[] _nativeKey;
    private readonly ColumnMap[] _agreedKey;
    private readonly bool _samePlaces;

    public TableMap(TableRoute route)
    {
        (Agreed, Native) = (route.Agreed, route.Native);
        var byAgreed = route.Native.ImageColumns.ToDictionary(c => route.AgreedName(c.Name), StringComparer.Ordinal);
        _columns = [.. Agreed.ImageColumns.Where(c => byAgreed.ContainsKey(c.Name)).Select(c => new ColumnMap(c, byAgreed[c.Name], Agreed.Key.Contains(c.Name)))];
        _agreedKey = [.. Agreed.Key.Select(k => _columns.Single(c => c.Agreed == k))];
        _nativeKey = [.. Native.Key.Select(k => Array.FindIndex(_agreedKey, c => c.Native == k))];
        _samePlaces = _columns.All(c => c.IsPlain && c.Agreed == c.Native) && _columns.Length == Agreed.ImageColumns.Count();
        HasSpellings = _columns.Any(c => !c.IsPlain);
    }

    public TableSchema Agreed { get; }

    public TableSchema Native { get; }

    /// <summary>One value of the set's may have several spellings in the database.</summary>
    public bool HasSpellings { get; }

    public RowImage? ToAgreed(RowImage? native)
    {
        if (native is null || _samePlaces) return native;
        var names = new List<string>(_columns.Length);
        var values = new List<CellValue>(_columns.Length);
        foreach (var column in _columns)
        {
            if (!native.TryGet(column.Native, out var value)) continue;
            names.Add(column.Agreed);
            values.Add(column.ToAgreed(value));
        }

        return new RowImage([.. names], [.. values]);
    }

    /// <param name="refused">The column whose value the database can't have, or null.</param>
    public RowImage? ToNative(RowImage? agreed, out ColumnMap? refused)
    {
        refused = null;
        if (agreed is null || _samePlaces) return agreed;
        var names = new List<string>(_columns.Length);
        var values = new List<CellValue>(_columns.Length);
        foreach (var column in _columns)
        {
            if (!agreed.TryGet(column.Agreed, out var value)) continue;
            if (column.ToNative(value) is not { } converted)
            {
                refused = column;
                return null;
            }

            names.Add(column.Native);
            values.Add(converted);
        }

        return new RowImage([.. names], [.. values]);
    }

    public RowKey ToAgreed(RowKey native)
    {
        if (_samePlaces && InOrder) return native;
        var values = new CellValue[native.Values.Count];
        for (var i = 0; i < values.Length; i++) values[_nativeKey[i]] = _agreedKey[_nativeKey[i]].ToAgreed(native.Values[i]);
        return RowKey.Of(values);
    }

    /// <param name="refused">The key column whose value the database can't have, or null; the key then carries it as it is.</param>
    public RowKey ToNative(RowKey agreed, out ColumnMap? refused)
    {
        refused = null;
        if (_samePlaces && InOrder) return agreed;
        var values = new CellValue[agreed.Values.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var (column, value) = (_agreedKey[_nativeKey[i]], agreed.Values[_nativeKey[i]]);
            if (column.ToNative(value) is { } converted)
            {
                values[i] = converted;
                continue;
            }

            (values[i], refused) = (value, column);
        }

        return RowKey.Of(values);
    }

    /// <summary>What to write over a row that is there: columns whose value stays keep the spelling that they have.</summary>
    public RowImage? KeepSpellings(RowImage found, RowImage? after) => after is null ? null : after.With(
        _columns.Where(c => after.TryGet(c.Native, out var now) && found.TryGet(c.Native, out var old) && c.ToAgreed(old) == c.ToAgreed(now)).Select(c => c.Native), found);

    /// <summary>The set's name of a column, for messages and states.</summary>
    public string AgreedName(string nativeColumn) => _columns.FirstOrDefault(c => c.Native == nativeColumn)?.Agreed ?? nativeColumn;

    private bool InOrder => _nativeKey.Select((place, i) => place == i).All(same => same);
}
