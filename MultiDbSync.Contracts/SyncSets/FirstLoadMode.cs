namespace MultiDbSync.Contracts.SyncSets;

/// <summary>What a database that joins a sync set brings and receives.</summary>
public enum FirstLoadMode
{
    /// <summary>It must hold equal rows already; they are compared.</summary>
    Equal,

    /// <summary>Its rows are deleted and those of another database copied.</summary>
    Replace,

    /// <summary>Rows that only one side has go to the other; rows that differ become conflicts.</summary>
    Merge,

    /// <summary>Missing tables are made; rows stay as they are on both sides and are not compared.</summary>
    SchemaOnly,
}
