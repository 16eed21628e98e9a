using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// How long texts and bytes may be, so that keys fit into an InnoDB index and rows into a page
/// (https://dev.mysql.com/doc/refman/8.0/en/innodb-limits.html, https://dev.mysql.com/doc/refman/8.0/en/column-count-limit.html).
/// A column that refers to another has that one's type, so the narrower of the two counts for both.
/// </summary>
internal sealed class MySqlKeyLimits
{
    private const int MostKeyBytes = 3072;
    private const int MostRowBytes = 60_000;
    private const int BytesACharacter = 4;

    // The widest of the other types in a key: a decimal of 65 digits, a UUID as text.
    private const int OtherBytes = 160;

    private readonly Dictionary<(string Table, string Column), ColumnSchema> _columns = [];
    private readonly Dictionary<(string Table, string Column), int> _limits = [];
    private readonly List<((string Table, string Column) Child, (string Table, string Column) Parent)> _references = [];

    private MySqlKeyLimits(IReadOnlyList<TableSchema> tables)
    {
        foreach (var table in tables)
            foreach (var column in table.Columns) _columns[(table.Name, column.Name)] = column;
        foreach (var table in tables)
        {
            foreach (var key in table.ForeignKeys)
                _references.AddRange(key.Columns.Zip(key.ParentColumns, (c, p) => ((table.Name, c), (key.ParentTable, p))).Where(r => _columns.ContainsKey(r.Item1) && _columns.ContainsKey(r.Item2)));
        }
    }

    /// <summary>By table and column, in characters or bytes; zero for one that must not stand in the row.</summary>
    public static IReadOnlyDictionary<(string Table, string Column), int> Of(IReadOnlyList<TableSchema> tables)
    {
        var limits = new MySqlKeyLimits(tables);
        limits.AlignLengths();
        foreach (var table in tables) limits.AddKeys(table);
        limits.AlignLimits();
        foreach (var table in tables) limits.AddRow(table);
        return limits._limits;
    }

    // Children, and theirs, will be as long as what they refer to; a chain is as long as there are references at most.
    private void AlignLengths()
    {
        for (var (round, changed) = (0, true); changed && round <= _references.Count; round++)
        {
            changed = false;
            foreach (var (child, parent) in _references.Where(r => _columns[r.Child].Length != _columns[r.Parent].Length))
            {
                _columns[child] = _columns[child] with { Length = _columns[parent].Length };
                changed = true;
            }
        }
    }

    private void AddKeys(TableSchema table)
    {
        foreach (var key in table.UniqueKeys.Select(k => k.Columns).Append(table.Key).Concat(table.ForeignKeys.Select(k => k.Columns)))
        {
            foreach (var (column, limit) in OfKey([.. key.Select(c => _columns.GetValueOrDefault((table.Name, c))).OfType<ColumnSchema>()]))
                _limits[(table.Name, column)] = Math.Min(_limits.GetValueOrDefault((table.Name, column), int.MaxValue), limit);
        }
    }

    private void AlignLimits()
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (child, parent) in _references)
            {
                var narrower = Math.Min(_limits.GetValueOrDefault(child, int.MaxValue), _limits.GetValueOrDefault(parent, int.MaxValue));
                if (narrower == int.MaxValue || (_limits.GetValueOrDefault(child) == narrower && _limits.GetValueOrDefault(parent) == narrower)) continue;
                _limits[child] = _limits[parent] = narrower;
                changed = true;
            }
        }
    }

    private void AddRow(TableSchema table)
    {
        var row = table.Columns.Sum(c => _limits.TryGetValue((table.Name, c.Name), out var limit) ? limit * Unit(c) : c.Length is { } length && length <= 1024 ? length * Unit(c) : 20);
        if (row <= MostRowBytes) return;
        foreach (var column in table.Columns.Where(c => IsLong(c) && !_limits.ContainsKey((table.Name, c.Name)))) _limits[(table.Name, column.Name)] = 0;
    }

    private static IEnumerable<(string Column, int Limit)> OfKey(IReadOnlyList<ColumnSchema> columns)
    {
        var texts = columns.Where(IsLong).ToList();
        if (texts.Count == 0) return [];
        var room = MostKeyBytes - (columns.Count - texts.Count) * OtherBytes;
        var wanted = texts.Sum(c => c.Length is { } length ? (long)length * Unit(c) : MostKeyBytes + 1);
        return wanted <= room ? texts.Select(c => (c.Name, c.Length!.Value)) : texts.Select(c => (c.Name, Share(c, room / texts.Count)));
    }

    private static int Share(ColumnSchema column, int bytes) => Math.Max(1, Math.Min(column.Length ?? int.MaxValue, bytes / Unit(column)));

    private static bool IsLong(ColumnSchema column) => column.Type is CanonicalType.Text or CanonicalType.Binary or CanonicalType.Any;

    private static int Unit(ColumnSchema column) => column.Type == CanonicalType.Binary ? 1 : IsLong(column) ? BytesACharacter : 1;
}
