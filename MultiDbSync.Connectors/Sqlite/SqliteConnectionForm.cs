using Microsoft.Data.Sqlite;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>A database file is named by its path.</summary>
internal sealed class SqliteConnectionForm : IConnectionForm
{
    private const string File = "file";

    public string Title => "SQLite";

    public string Summary => "A database file that API and worker can open. SQLite 3.24 or later.";

    public string Example => "Data Source=/path/to/file.db";

    public IReadOnlyList<ConnectionField> Fields { get; } =
        [new(File, "File", ConnectionFieldKind.File, Required: true, Hint: "Full path where API and worker run. The file must exist: it is never created.")];

    public string Compose(IReadOnlyDictionary<string, string> values) => new SqliteConnectionStringBuilder { DataSource = values[File] }.ConnectionString;

    public NetworkEndpoint? EndpointOf(string connectionString) => null;

    public string? FileOf(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString).DataSource;
        }
        catch (ArgumentException)
        {
            // The test that follows says so.
            return null;
        }
    }
}
