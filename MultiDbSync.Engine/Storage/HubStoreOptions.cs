namespace MultiDbSync.Engine.Storage;

/// <summary>Where the hub store is.</summary>
public sealed class HubStoreOptions
{
    /// <summary>Configuration key of the connection string.</summary>
    public const string ConnectionName = "hub";

    /// <summary>SQLite connection string, for instance <c>Data Source=hub.db</c>.</summary>
    public required string ConnectionString { get; set; }
}
