using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>The tables that every make must have: a parent with a unique column, its children, a key of two columns; and <c>edges</c>, whose columns are the make's own.</summary>
public static class ConformanceSchema
{
    public static IReadOnlyList<TableSchema> Tables { get; } =
    [
        new("authors", [Column("id", CanonicalType.Int64, false), Column("name", CanonicalType.Text), Column("rating", CanonicalType.Any)], ["id"],
            [new UniqueKey("authors_name", ["name"])], []),
        new("books", [Column("id", CanonicalType.Int64, false), Column("author_id", CanonicalType.Int64), Column("title", CanonicalType.Any)], ["id"],
            [], [new ForeignKey("fk_0", ["author_id"], "authors", ["id"], false)]),
        new("labels", [Column("code", CanonicalType.Text, false), Column("lang", CanonicalType.Text, false), Column("text", CanonicalType.Text)], ["code", "lang"], [], []),
        new("edges", [Column("id", CanonicalType.Int64, false), Column("value", CanonicalType.Any)], ["id"], [], []),
    ];

    public static RowImage Author(long id, string? name, CellValue rating = default) =>
        RowImage.Of(("id", CellValue.FromInteger(id)), ("name", name is null ? CellValue.Null : CellValue.FromText(name)), ("rating", rating));

    public static RowImage Book(long id, long? author, string title) => RowImage.Of(
        ("id", CellValue.FromInteger(id)), ("author_id", author is { } a ? CellValue.FromInteger(a) : CellValue.Null), ("title", CellValue.FromText(title)));

    public static RowImage Label(string code, string lang, string text) =>
        RowImage.Of(("code", CellValue.FromText(code)), ("lang", CellValue.FromText(lang)), ("text", CellValue.FromText(text)));

    /// <summary>A row of <c>edges</c> where one column takes any value.</summary>
    public static RowImage Edge(long id, CellValue value) => RowImage.Of(("id", CellValue.FromInteger(id)), ("value", value));

    public static RowKey Key(long id) => RowKey.Of(CellValue.FromInteger(id));

    private static ColumnSchema Column(string name, CanonicalType type, bool nullable = true) => new(name, type.ToString(), type, nullable, false, KeyEquality.Binary);
}
