using System.Text.Json;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>How a table's columns were typed when its triggers were made: what the entries that they write are read by, also after the table was altered.</summary>
internal sealed class PgShape
{
    private readonly string[] _names;

    private PgShape(PgColumn[] columns, string[] key)
    {
        Columns = columns;
        _names = [.. columns.Select(c => c.Name)];
        Key = [.. key.Select(k => columns[Array.IndexOf(_names, k)])];
    }

    public IReadOnlyList<PgColumn> Columns { get; }

    public IReadOnlyList<PgColumn> Key { get; }

    /// <summary>The text that is kept in <c>mds_shape</c>.</summary>
    public static string Define(TableSchema table) => JsonSerializer.Serialize(
        new Definition([.. table.ImageColumns.Select(c => new Part(c.Name, c.DeclaredType, c.Type.ToString()))], [.. table.Key]));

    /// <exception cref="JsonException">The text is no definition.</exception>
    public static PgShape Parse(string definition)
    {
        var parts = JsonSerializer.Deserialize<Definition>(definition) ?? throw new JsonException("The definition of a table's columns is empty.");
        return new PgShape([.. parts.Columns.Select(c => new PgColumn(c.Name, c.DeclaredType, Enum.Parse<CanonicalType>(c.Type)))], parts.Key);
    }

    public int IndexOf(string column) => Array.IndexOf(_names, column);

    /// <summary>An image of the columns that were there.</summary>
    public RowImage Image(CellValue?[] values)
    {
        if (Array.TrueForAll(values, v => v.HasValue)) return new RowImage(_names, Array.ConvertAll(values, v => v!.Value));
        return RowImage.Of([.. _names.Zip(values).Where(c => c.Second.HasValue).Select(c => (c.First, c.Second!.Value))]);
    }

    private sealed record Definition(Part[] Columns, string[] Key);

    private sealed record Part(string Name, string DeclaredType, string Type);
}
