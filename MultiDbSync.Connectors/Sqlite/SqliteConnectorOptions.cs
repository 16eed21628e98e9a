namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Settings of the SQLite connector, configuration section <see cref="SectionName"/>.</summary>
public sealed class SqliteConnectorOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Connectors:Sqlite";

    /// <summary>How long to wait for an application that holds the write lock before giving up with a transient error.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often <c>PRAGMA data_version</c> is asked when the file watcher says nothing: covers lost events and network file systems.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);
}
