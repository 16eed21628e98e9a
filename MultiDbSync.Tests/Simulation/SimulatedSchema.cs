using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Tables of the simulation: plain items, and shelves whose labels refer to them and are unique.</summary>
internal static class SimulatedSchema
{
    public static readonly TableSchema Items = new("items", [Column("id", false), Column("a", true), Column("b", true)], ["id"], [], []);

    public static readonly TableSchema Labels = new(
        "labels", [Column("id", false), Column("item", true), Column("code", true)], ["id"],
        [new UniqueKey("labels_code", ["code"])], [new ForeignKey("labels_item", ["item"], "items", ["id"], Cascades: false)]);

    /// <summary>Numbers that applications only add to. Only where the make has them.</summary>
    public static readonly TableSchema Counters = new("counters", [Column("id", false), Column("n", true)], ["id"], [], []);

    /// <summary>A key that several spellings share. Only where the make knows such keys.</summary>
    public static readonly TableSchema Names = new(
        "names", [new("name", "TEXT", CanonicalType.Text, IsNullable: false, IsGenerated: false, KeyEquality.IgnoreCase), Column("v", true)], ["name"], [], []);

    public static RowKey Key(long id) => RowKey.Of(CellValue.FromInteger(id));

    public static RowImage Item(long id, long a, long b) => Row(("id", id), ("a", a), ("b", b));

    public static RowImage Label(long id, long? item, long code) =>
        RowImage.Of(("id", CellValue.FromInteger(id)), ("item", item is { } i ? CellValue.FromInteger(i) : CellValue.Null), ("code", CellValue.FromInteger(code)));

    public static RowImage Counter(long id, long n) => Row(("id", id), ("n", n));

    public static RowImage Name(CellValue name, long v) => RowImage.Of(("name", name), ("v", CellValue.FromInteger(v)));

    private static RowImage Row(params (string Column, long Value)[] cells) => RowImage.Of([.. cells.Select(c => (c.Column, CellValue.FromInteger(c.Value)))]);

    private static ColumnSchema Column(string name, bool nullable) => new(name, "INTEGER", CanonicalType.Int64, nullable, IsGenerated: false, KeyEquality.Binary);
}
