namespace MultiDbSync.Connectors.Relational;

/// <summary>A foreign key as the database enforces it.</summary>
/// <param name="Child">Name of the referring table.</param>
/// <param name="Parent">Name of the table referred to.</param>
/// <param name="ActsOnDelete">Children change or go when the parent goes.</param>
/// <param name="ActsOnUpdate">Children change when the parent's columns do.</param>
/// <param name="Deferrable">The database can be told to look at it at the end of the transaction.</param>
internal sealed record RelationalReference(
    string Name,
    string Child,
    IReadOnlyList<string> ChildColumns,
    string Parent,
    IReadOnlyList<string> ParentColumns,
    bool ActsOnDelete,
    bool ActsOnUpdate,
    bool Deferrable);
