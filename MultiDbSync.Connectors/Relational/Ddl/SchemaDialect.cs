using System.Security.Cryptography;
using System.Text;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>What one make's tables are made of: names, types and constants.</summary>
internal abstract class SchemaDialect
{
    // Of the hash that a shortened name ends with: 32 bits tell a schema's names apart.
    private const int HashDigits = 8;

    /// <summary>Tables stand in schemas; without, a table of another schema is called <c>schema_table</c>.</summary>
    public virtual bool HasSchemas => false;

    /// <summary>Which names are one to the make, in whatever setting its server has.</summary>
    public virtual StringComparer Names => StringComparer.OrdinalIgnoreCase;

    /// <summary>Actions of foreign keys are kept.</summary>
    public virtual bool KeepsActions => true;

    /// <summary>A name in SQL, whatever it holds.</summary>
    public abstract string Quote(string name);

    /// <summary>The name within the make's limits; always the same for the same name.</summary>
    public virtual string Fit(string name) => name;

    /// <summary>The make's type for a column.</summary>
    public abstract MappedType TypeOf(ColumnSchema column, ColumnUse use);

    /// <summary>The most that columns may hold where the make limits its keys, by table and column.</summary>
    public virtual IReadOnlyDictionary<(string Table, string Column), int> LimitsOf(IReadOnlyList<TableSchema> tables) => new Dictionary<(string, string), int>();

    /// <summary>Whether the make can number a column of this mapped table by itself.</summary>
    public abstract bool CanNumber(TableSchema table, ColumnSchema column);

    /// <summary>A default in the make's words for a mapped column, or null when it has none for it.</summary>
    public string? DefaultOf(ColumnDefault value, ColumnSchema column) => (value.Kind, column.Type) switch
    {
        (DefaultKind.Boolean or DefaultKind.Number, CanonicalType.Boolean) => value.Text is "0" or "1" ? Boolean(value.Text == "1") : null,
        (DefaultKind.Boolean or DefaultKind.Number or DefaultKind.Text, CanonicalType.Int16 or CanonicalType.Int32 or CanonicalType.Int64 or CanonicalType.Decimal
            or CanonicalType.Float32 or CanonicalType.Float64) => CanonicalText.Decimal(value.Text),
        (DefaultKind.Text or DefaultKind.Number, CanonicalType.Text or CanonicalType.Any) => Constant(value.Text, column),
        (DefaultKind.Text, CanonicalType.Date) => Constant(CanonicalText.Date(value.Text), column),
        (DefaultKind.Text, CanonicalType.Time) => Constant(CanonicalText.Time(value.Text), column),
        (DefaultKind.Text, CanonicalType.Timestamp) => Constant(CanonicalText.Timestamp(value.Text)?.Replace('T', ' '), column),
        (DefaultKind.Text, CanonicalType.Uuid) => Constant(CanonicalText.Uuid(value.Text), column),
        (DefaultKind.Text, CanonicalType.Json) => Constant(CanonicalJson.Of(value.Text), column),
        (DefaultKind.CurrentTimestamp, CanonicalType.Timestamp or CanonicalType.TimestampOffset) => Moment(value.Kind, column),
        (DefaultKind.CurrentTimestamp or DefaultKind.CurrentDate, CanonicalType.Date) => Moment(DefaultKind.CurrentDate, column),
        (DefaultKind.CurrentTime, CanonicalType.Time) => Moment(value.Kind, column),
        _ => null,
    };

    /// <summary>A constant of text.</summary>
    public virtual string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>The moment of writing as a default of the column.</summary>
    protected abstract string Moment(DefaultKind kind, ColumnSchema column);

    /// <summary>A constant of text as a default of the column.</summary>
    protected virtual string? Constant(string? text, ColumnSchema column) => text is null ? null : Literal(text);

    /// <summary>A boolean constant.</summary>
    protected virtual string Boolean(bool value) => value ? "1" : "0";

    /// <summary>Cuts a name to a number of units, and makes it another one than any other name cut so.</summary>
    /// <param name="fits">Whether a name is within the limit.</param>
    protected static string Shorten(string name, Func<string, bool> fits)
    {
        if (fits(name)) return name;
        var hash = "_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashDigits];
        var runes = name.EnumerateRunes().ToList();
        while (!fits(string.Concat(runes) + hash)) runes.RemoveAt(runes.Count - 1);
        return string.Concat(runes) + hash;
    }
}
