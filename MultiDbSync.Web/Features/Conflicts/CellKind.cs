namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>Which field a cell is edited with.</summary>
internal enum CellKind
{
    Text,
    Integer,
    Number,
    Boolean,
    Binary,
    Uuid,
    Date,
}
