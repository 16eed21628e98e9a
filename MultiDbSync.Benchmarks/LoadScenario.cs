using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MultiDbSync.Connectors.MySql;
using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;
using Npgsql;

namespace MultiDbSync.Benchmarks;

/// <summary>The first load of one table from a SQLite file into another database, by the worker's own engine: rows per second of the copy and of the whole run.</summary>
internal static class LoadScenario
{
    private const string Table = "CREATE TABLE items (id bigint PRIMARY KEY, name varchar(100) NOT NULL, price double precision NOT NULL, note varchar(100))";

    private static readonly IConnectorFactory[] Factories = [new SqliteConnectorFactory(), new PostgreSqlConnectorFactory(), new MySqlConnectorFactory()];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var rows = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 100_000;
        var chunk = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : new SyncOptions().LoadChunk;
        var folder = Directory.CreateTempSubdirectory("mds-load-").FullName;
        try
        {
            var source = Sqlite(folder, "source");
            await ExecuteAsync(source, $"PRAGMA journal_mode=WAL; {Table}; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO items SELECT i, 'Item number ' || i, i / 7.0, NULL FROM n");
            var target = arguments.Length > 3 ? new NodeInfo("target", arguments[2], arguments[3]) : Sqlite(folder, "target");
            await ExecuteAsync(target, target.Make == "sqlite" ? $"PRAGMA journal_mode=WAL; {Table}" : $"DROP TABLE IF EXISTS items; {Table}");
            await MeasureAsync(folder, source, target, rows, chunk);
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, NodeInfo source, NodeInfo target, int rows, int chunk)
    {
        var store = new HubStore(new HubStoreOptions { ConnectionString = $"Data Source={Path.Combine(folder, "hub.db")};Pooling=False" });
        await store.InitializeAsync(CancellationToken.None);
        var run = await SeedAsync(store, source, target);
        await using var log = new HubLog(store, TimeProvider.System, EngineSafeties.AllOn);
        var parts = new EngineParts(
            store, log, new EngineState(), new NodeRegistry(store), new ConnectorSource(Factories, store), new Silence(), new SyncOptions { LoadChunk = chunk }, TimeProvider.System,
            NullLoggerFactory.Instance);
        using var service = new EngineService(parts, new SyncEngine(parts), new RunExecutor(parts, [new FirstLoadRunHandler(parts)]));
        var began = Stopwatch.GetTimestamp();
        await service.StartAsync(CancellationToken.None);
        var ended = await EndAsync(store, run);
        var whole = Stopwatch.GetElapsedTime(began);
        await service.StopAsync(CancellationToken.None);
        await using var db = store.CreateContext();
        var table = await db.LoadTables.SingleAsync();
        var copy = table.FinishedAt!.Value - table.StartedAt!.Value;
        Console.WriteLine($"{source.Make} -> {target.Make}, {rows:N0} rows, chunks of {chunk:N0}: copied {rows / copy.TotalSeconds,10:N0} rows/s, whole run {rows / whole.TotalSeconds,10:N0} rows/s   {ended.Status} {ended.Message}");
    }

    private static async Task<long> SeedAsync(HubStore store, NodeInfo source, NodeInfo target)
    {
        await using var here = Factories.Single(f => f.Make == source.Make).Create(source);
        await using var there = Factories.Single(f => f.Make == target.Make).Create(target);
        var agreed = (await here.Schema.ReadAsync(CancellationToken.None)).Single(t => t.Name == "items");
        var native = (await there.Schema.ReadAsync(CancellationToken.None)).Single(t => t.Name == "items");
        await using var db = store.CreateContext();
        foreach (var node in new[] { source, target }) db.Nodes.Add(new NodeEntity { Name = node.Name, Make = node.Make, ConnectionString = node.ConnectionString, CreatedAt = DateTimeOffset.UtcNow });
        var set = new SyncSetEntity { Name = "set" };
        set.Tables.Add(new SyncTableEntity { SyncSet = set.Name, Name = agreed.Name, Policy = "manual", SchemaJson = TopologyReader.ToJson(agreed) });
        set.Routes.Add(new SyncRouteEntity { SyncSet = set.Name, Node = source.Name });
        var route = new SyncRouteEntity
        {
            SyncSet = set.Name,
            Node = target.Name,
            State = RouteState.Loading,
            LoadMode = FirstLoadMode.Replace,
            LoadSource = source.Name,
            StartPosition = SyncRouteEntity.NotPrepared,
        };
        route.Tables.Add(new RouteTableEntity { SyncSet = set.Name, Node = target.Name, TableName = agreed.Name, NativeSchemaJson = TopologyReader.ToJson(native) });
        set.Routes.Add(route);
        db.SyncSets.Add(set);
        var run = await db.AskForLoadAsync(route, "benchmark", DateTimeOffset.UtcNow, CancellationToken.None);
        await db.SaveChangesAsync();
        return run.Id;
    }

    private static async Task<RunEntity> EndAsync(HubStore store, long id)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            await using var db = store.CreateContext();
            var run = await db.Runs.AsNoTracking().SingleAsync(r => r.Id == id);
            if (run.Status is not (RunStatus.Queued or RunStatus.Running)) return run;
            await timer.WaitForNextTickAsync();
        }
    }

    private static NodeInfo Sqlite(string folder, string name) => new(name, "sqlite", $"Data Source={Path.Combine(folder, name + ".db")};Pooling=False");

    private static async Task ExecuteAsync(NodeInfo node, string sql)
    {
        await using DbConnection connection = node.Make switch
        {
            "postgresql" => new NpgsqlConnection(node.ConnectionString),
            "mysql" => new MySqlConnector.MySqlConnection(node.ConnectionString),
            _ => new SqliteConnection(node.ConnectionString),
        };
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Silence : IEventSink
    {
        public void Publish(SyncEvent syncEvent)
        {
            // Nobody listens.
        }
    }
}
