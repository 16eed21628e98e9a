using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Topology;

/// <summary>How one database holds a table of a sync set.</summary>
/// <param name="Agreed">The table as the set knows it.</param>
/// <param name="Native">The table as the database has it, with the columns that take part and no others.</param>
public sealed record TableRoute(TableSchema Agreed, TableSchema Native)
{
    /// <summary>The set's column by the database's column; only those whose names differ.</summary>
    public IReadOnlyDictionary<string, string> Renamed { get; init; } = new Dictionary<string, string>();

    /// <summary>Only rows that meet it are here, in the words of the set's columns; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Why the table receives nothing for now, or null.</summary>
    public string? PausedReason { get; init; }

    /// <summary>The table or its key is gone: nothing of it can be captured.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>The set's name of a column of the database.</summary>
    public string AgreedName(string nativeColumn) => Renamed.GetValueOrDefault(nativeColumn, nativeColumn);
}
