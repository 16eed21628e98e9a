namespace MultiDbSync.Engine.Connectors;

/// <summary>What a database make can do. Drives the engine and the console; nothing switches on a make's name.</summary>
/// <param name="TransactionBorders">Captured entries tell which source transaction they belong to. Without, one snapshot read is the unit.</param>
/// <param name="ChangeNotifications">The node can wake a waiting reader; without, it is polled.</param>
/// <param name="TransactionalDdl">Capture is installed and removed in one transaction.</param>
/// <param name="TruncateVisible">Emptying a table in one statement is captured.</param>
/// <param name="EnforcesForeignKeys">Applications can't leave orphans behind.</param>
/// <param name="CascadesVisible">Rows that a foreign key changes by itself are captured. Without, cascading keys between synchronised tables are refused.</param>
/// <param name="FiresApplicationTriggers">The application's own triggers run for rows that we write: tables with such are refused or need a guard clause.</param>
public sealed record ConnectorCapabilities(
    bool TransactionBorders,
    bool ChangeNotifications,
    bool TransactionalDdl,
    bool TruncateVisible,
    bool EnforcesForeignKeys,
    bool CascadesVisible,
    bool FiresApplicationTriggers)
{
    /// <summary>Numbers that the database hands out go on above the highest row, whoever wrote it: rows from elsewhere move the numbering.</summary>
    public bool NumbersFollowRows { get; init; }

    /// <summary>Two workers by mistake may read one node. Without, the second is refused while the first reads.</summary>
    public bool SharedReading { get; init; } = true;
}
