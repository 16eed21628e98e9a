using Microsoft.Data.Sqlite;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Where a node's database file is, and how our connections are opened.</summary>
internal sealed class SqliteLocation
{
    private readonly SqliteConnectionStringBuilder _settings;

    private SqliteLocation(string node, SqliteConnectionStringBuilder settings, string file)
    {
        Node = node;
        File = file;
        _settings = settings;
    }

    public string Node { get; }

    /// <summary>The full path; a link is followed when it is opened, not here.</summary>
    public string File { get; }

    /// <exception cref="ConnectorException">The connection string can't be understood, or names a database in memory.</exception>
    public static SqliteLocation Of(NodeInfo node)
    {
        SqliteConnectionStringBuilder settings;
        try
        {
            settings = new SqliteConnectionStringBuilder(node.ConnectionString);
        }
        catch (ArgumentException e)
        {
            // The inner message can quote a part of the connection string, so it is left out.
            throw Invalid(node.Name, $"The connection string can't be understood ({e.GetType().Name}). Expected: Data Source=<path to the file>");
        }

        var source = settings.DataSource;
        if (string.IsNullOrWhiteSpace(source)) throw Invalid(node.Name, "The connection string names no file. Expected: Data Source=<path to the file>");
        if (settings.Mode == SqliteOpenMode.Memory || source == ":memory:" || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw Invalid(node.Name, "Only database files can be synchronised: no other program sees a database in memory, and URI file names are not supported.");

        return new SqliteLocation(node.Name, settings, Path.GetFullPath(source));
    }

    /// <summary>Opens a connection; never creates the file.</summary>
    public SqliteConnection Open(bool readOnly)
    {
        // SQLite would otherwise report a bare "unable to open"; and a file that reappears empty must not be taken for the application's database.
        if (!System.IO.File.Exists(File))
            throw new ConnectorException(ConnectorErrorClass.Permanent, Node, $"The database file '{Path.GetFileName(File)}' does not exist. It is never created here: restore it or correct the path.");

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_settings.ConnectionString)
        {
            DataSource = File,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
            Cache = SqliteCacheMode.Default,
            Pooling = false,
        }.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteErrors.Of(Node, e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static ConnectorException Invalid(string node, string message) => new(ConnectorErrorClass.Permanent, node, message);
}
