namespace MultiDbSync.Connectors.Relational;

internal enum RowWriteKind
{
    Insert,
    Update,
    Delete,
}
