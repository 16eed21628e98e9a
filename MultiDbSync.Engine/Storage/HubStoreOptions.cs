namespace MultiDbSync.Engine.Storage;

/// <summary>Where the hub store is.</summary>
public sealed class HubStoreOptions
{
    /// <summary>Configuration key of the connection string.</summary>
    public const string ConnectionName = "hub";

    /// <summary>SQLite connection string, for instance <c>Data Source=hub.db</c>.</summary>
    public required string ConnectionString { get; set; }

    /// <summary>Configuration key of <see cref="Keys"/>.</summary>
    public const string KeysSetting = "Hub:Keys";

    /// <summary>Folder of the keys that connection strings are encrypted with, the same for API and worker; null for <c>keys</c> beside the store.</summary>
    public string? Keys { get; set; }
}
