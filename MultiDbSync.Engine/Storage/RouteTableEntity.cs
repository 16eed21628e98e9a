namespace MultiDbSync.Engine.Storage;

/// <summary>A table of a sync set as one database holds it.</summary>
public sealed class RouteTableEntity
{
    /// <summary>The set's name.</summary>
    public required string SyncSet { get; set; }

    /// <summary>The database's name.</summary>
    public required string Node { get; set; }

    /// <summary>The table's name in the set.</summary>
    public required string TableName { get; set; }

    /// <summary>The table as this database holds it, a <see cref="Schema.TableSchema"/> as JSON; its name and columns may differ from the set's.</summary>
    public required string NativeSchemaJson { get; set; }

    /// <summary>The set's column by the database's column, as JSON object; only renamed ones. Null when none is.</summary>
    public string? RenamedJson { get; set; }

    /// <summary>Only rows that meet it are here, in the words of the set's columns; null for all.</summary>
    public string? Filter { get; set; }

    /// <summary>Why the table receives nothing for now (its columns have drifted), or null.</summary>
    public string? PausedReason { get; set; }

    /// <summary>Statements that would bring it back, or null.</summary>
    public string? ProposedSql { get; set; }
}
