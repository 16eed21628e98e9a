namespace MultiDbSync.Web.Features.Query;

/// <summary>A row as each of the compared databases has it.</summary>
/// <param name="Sides">By database, in order; null where the row is missing.</param>
/// <param name="Differing">Places of columns whose values differ.</param>
public sealed record ComparedRow(RowState State, IReadOnlyList<IReadOnlyList<string?>?> Sides, IReadOnlySet<int> Differing);
