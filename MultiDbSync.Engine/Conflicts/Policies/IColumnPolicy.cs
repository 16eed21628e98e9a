using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>Settles a column that both sides of a conflict changed, or gave a value where both created the row. Deterministic.</summary>
internal interface IColumnPolicy
{
    /// <summary>The name in configuration and in the conflict's record.</summary>
    string Name { get; }

    /// <summary>The value; null where a person must decide. Both sides have the row.</summary>
    CellValue? Settle(string column, ConflictCase conflict);
}
