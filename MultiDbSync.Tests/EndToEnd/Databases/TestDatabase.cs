using System.Data.Common;
using MultiDbSync.SyncWorker.Sample;

namespace MultiDbSync.Tests.EndToEnd.Databases;

/// <summary>A database as any foreign program sees it.</summary>
internal abstract class TestDatabase(string name, string make, string connectionString)
{
    public string Name { get; } = name;

    public string Make { get; } = make;

    public string ConnectionString { get; } = connectionString;

    /// <summary>A connection like any application's: it waits for locks, and foreign keys are checked.</summary>
    public abstract DbConnection Open();

    /// <summary>Every trigger, and everything else with a name of ours.</summary>
    public abstract IReadOnlyList<string> Ours();

    public object? Execute(string sql, params ReadOnlySpan<object?> arguments)
    {
        using var connection = Open();
        return connection.Execute(sql, arguments);
    }

    /// <summary>Makes the sample's tables, and rows as another database has them.</summary>
    public async Task CopyAsync(TestDatabase source, CancellationToken cancellationToken)
    {
        await LibraryMakes.Of(Make).CreateAsync(ConnectionString, cancellationToken);
        var content = source.Read();
        using var connection = Open();
        foreach (var table in LibraryDatabase.Tables.Reverse())
            connection.Execute($"DELETE FROM {table}");
        foreach (var table in LibraryDatabase.Tables)
            content.CopyTo(connection, table);
    }

    /// <summary>All rows of the application's tables, as of one moment.</summary>
    public DatabaseContent Read()
    {
        using var connection = Open();
        using var snapshot = Snapshot(connection);
        return DatabaseContent.Read(connection, snapshot, Tables(connection, snapshot));
    }

    /// <summary>A transaction whose reads see one moment and lock nothing.</summary>
    protected abstract DbTransaction Snapshot(DbConnection connection);

    /// <summary>The query of the names of the application's own tables.</summary>
    protected abstract string TablesQuery { get; }

    private List<string> Tables(DbConnection connection, DbTransaction snapshot)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (TablesQuery, snapshot);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }
}
