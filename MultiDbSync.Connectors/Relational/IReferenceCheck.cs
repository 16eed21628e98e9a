namespace MultiDbSync.Connectors.Relational;

/// <summary>Foreign keys, looked at once all rows are written, for a make that does not enforce them on the applier's connection.</summary>
internal interface IReferenceCheck
{
    /// <summary>Locks the parents of rows that were written, and looks for children of rows that are gone. Sent once, after the rows are written.</summary>
    IReadOnlyList<RelationalCommand> Statements();

    /// <summary>Rows that can't stay as written, once the statements have run.</summary>
    IEnumerable<(RowId Id, RowRefusal Refusal)> Refused();
}
