using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// What SQLite makes of canonical values: five storage classes. Booleans become 0 and 1, every kind that is carried as text becomes text.
/// </summary>
internal static class SqliteCells
{
    /// <summary>A double as SQLite knows it: REAL columns lose the sign of zero, and no core function can see it elsewhere.</summary>
    public static CellValue Real(double value) => CellValue.FromReal(value == 0 ? 0.0 : value);

    /// <summary>The value that a row read back will hold.</summary>
    public static CellValue Project(CellValue value) => value.Kind switch
    {
        CellKind.Null or CellKind.Integer or CellKind.Text or CellKind.Binary => value,
        CellKind.Boolean => CellValue.FromInteger(value.Integer),
        CellKind.Real => Real(value.Real),
        _ => CellValue.FromText(value.Text),
    };
}
