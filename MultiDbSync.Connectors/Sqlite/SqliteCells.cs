using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// What SQLite makes of canonical values: five storage classes. Booleans become 0 and 1; every kind that is carried as text becomes text, a local date and
/// time with a space in it as SQLite's own functions write it.
/// </summary>
internal static class SqliteCells
{
    /// <summary>A double as SQLite knows it: REAL columns lose the sign of zero, and no core function can see it elsewhere.</summary>
    public static CellValue Real(double value) => CellValue.FromReal(value == 0 ? 0.0 : value);

    /// <summary>The value in the storage class that it is written in.</summary>
    public static CellValue Store(CellValue value) => value.Kind switch
    {
        CellKind.Null or CellKind.Integer or CellKind.Text or CellKind.Binary => value,
        CellKind.Boolean => CellValue.FromInteger(value.Integer),
        CellKind.Real => Real(value.Real),
        CellKind.Timestamp => CellValue.FromText(value.Text.Replace('T', ' ')),
        _ => CellValue.FromText(value.Text),
    };

    /// <summary>Why SQLite can't hold the value, or null.</summary>
    public static string? Refuse(CellValue value) => value.Kind switch
    {
        CellKind.Real when double.IsNaN(value.Real) => "SQLite has no NaN, it would store NULL",
        CellKind.Real when double.IsNegative(value.Real) && value.Real == 0 => "SQLite does not keep the sign of zero",
        _ => null,
    };
}
