using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// How long texts and bytes may be, so that keys fit into an InnoDB index and rows into a page
/// (https://dev.mysql.com/doc/refman/8.0/en/innodb-limits.html, https://dev.mysql.com/doc/refman/8.0/en/column-count-limit.html).
/// </summary>
internal static class MySqlKeyLimits
{
    private const int MostKeyBytes = 3072;
    private const int MostRowBytes = 60_000;
    private const int BytesACharacter = 4;

    // The widest of the other types in a key: a decimal of 65 digits, a UUID as text.
    private const int OtherBytes = 160;

    /// <summary>By column, in characters or bytes; zero for one that must not stand in the row.</summary>
    public static IReadOnlyDictionary<string, int> Of(TableSchema table)
    {
        var limits = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in table.UniqueKeys.Select(k => k.Columns).Append(table.Key).Concat(table.ForeignKeys.Select(k => k.Columns)))
            foreach (var (column, limit) in OfKey([.. key.Select(table.Column).OfType<ColumnSchema>()]))
                limits[column] = Math.Min(limits.GetValueOrDefault(column, int.MaxValue), limit);
        var row = table.Columns.Sum(c => limits.TryGetValue(c.Name, out var limit) ? limit * Unit(c) : c.Length is { } length && length <= 1024 ? length * Unit(c) : 20);
        if (row > MostRowBytes)
            foreach (var column in table.Columns.Where(c => IsLong(c) && !limits.ContainsKey(c.Name))) limits[column.Name] = 0;
        return limits;
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
