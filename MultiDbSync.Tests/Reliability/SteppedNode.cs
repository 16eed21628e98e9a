using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Reliability;

/// <summary>A SQLite file and the connector that works on it.</summary>
internal sealed class SteppedNode(string name, string file) : IAsyncDisposable
{
    private static readonly SqliteConnectorFactory Factory = new(Options.Create(new SqliteConnectorOptions { BusyTimeout = TimeSpan.FromMilliseconds(50) }));

    public NodeInfo Info { get; } = new(name, Factory.Make, $"Data Source={file}");

    public Origin Origin { get; set; } = new(name, 1);

    public INodeConnector Connector { get; private set; } = Factory.Create(new NodeInfo(name, Factory.Make, $"Data Source={file}"));

    /// <summary>The sets that it belongs to, with its routes.</summary>
    public IReadOnlyList<SyncSetInfo> Sets { get; private set; } = [];

    /// <summary>From now on the connector speaks in the set's terms.</summary>
    public async Task JoinAsync(SyncSetInfo set)
    {
        Sets = [set];
        await KillAsync();
    }

    public void Sql(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public string Ask(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>An application's connection of its own, with foreign keys enforced.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False;Foreign Keys=True");
        connection.Open();
        return connection;
    }

    /// <summary>The worker dies and comes again.</summary>
    public async Task KillAsync()
    {
        await Connector.DisposeAsync();
        Connector = RoutedNode.Over(Factory.Create(Info), Sets);
    }

    public void BackUp(string to) => Sql($"VACUUM INTO '{Backup(to)}'");

    /// <summary>Puts a backup in the file's place, with the worker stopped.</summary>
    public async Task RestoreAsync(string from)
    {
        await Connector.DisposeAsync();
        foreach (var rest in new[] { file + "-wal", file + "-shm" }) File.Delete(rest);
        File.Copy(Backup(from), file, overwrite: true);
        Connector = RoutedNode.Over(Factory.Create(Info), Sets);
    }

    public void Corrupt()
    {
        foreach (var rest in new[] { file + "-wal", file + "-shm" }) File.Delete(rest);
        File.WriteAllBytes(file, [.. Enumerable.Repeat((byte)0x5A, 8192)]);
    }

    public ValueTask DisposeAsync() => Connector.DisposeAsync();

    private string Backup(string name) => $"{file}.{name}";
}
