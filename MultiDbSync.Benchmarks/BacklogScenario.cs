using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Capture;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Benchmarks;

/// <summary>A backlog of single-row changes in one SQLite database, carried to another through the hub: changes per second of each stage.</summary>
internal static class BacklogScenario
{
    public static async Task<int> RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("mds-backlog-").FullName;
        try
        {
            var store = new HubStore(new HubStoreOptions { ConnectionString = $"Data Source={Path.Combine(folder, "hub.db")}" });
            await store.InitializeAsync(CancellationToken.None);
            var factory = new SqliteConnectorFactory();
            await using var source = factory.Create(SqliteFile.Create(folder, "source"));
            await using var target = factory.Create(SqliteFile.Create(folder, "target"));
            var schema = await source.Schema.ReadAsync(CancellationToken.None);
            var set = new SyncSetInfo("set", true, SyncMode.RealTime, null, "UTC", [.. schema.Select(t => new SyncTableInfo(t, "manual"))], ["source", "target"]);
            var topology = new TopologySnapshot(
                new Dictionary<string, NodeInfo> { ["source"] = source.Node, ["target"] = target.Node }, new Dictionary<string, SyncSetInfo> { ["set"] = set });
            foreach (var node in new[] { source, target })
                await node.Installer.InstallAsync(new CaptureInstallation(store.HubId, store.Incarnation, [new("set", schema, 0)]), CancellationToken.None);
            Report("application", rows, Write(source.Node.ConnectionString, rows));
            await using var log = new HubLog(store, TimeProvider.System, EngineSafeties.AllOn);
            Report("capture to hub", rows, await TimeAsync(async () => await DrainAsync(new NodeCapture(source, log), topology)));
            await using var session = await HubSession.OpenAsync(store, CancellationToken.None);
            var delivery = new NodeDelivery(target, new DeliveryPlanner(session, EngineSafeties.AllOn), TimeProvider.System);
            Report("hub to target", rows, await TimeAsync(async () => await DrainAsync(delivery, set)));
            return SqliteFile.Ask(target.Node.ConnectionString, "SELECT count(*) FROM items") == rows ? 0 : throw new InvalidOperationException("The target lacks rows.");
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task DrainAsync(NodeCapture capture, TopologySnapshot topology)
    {
        while ((await capture.StepAsync(new Origin("source", 1), topology, check: false, _ => { }, CancellationToken.None)).Entries > 0) ;
    }

    private static async Task DrainAsync(NodeDelivery delivery, SyncSetInfo set)
    {
        while ((await delivery.StepAsync(new Origin("target", 1), set, CancellationToken.None)).Entries > 0) ;
    }

    private static TimeSpan Write(string connectionString, int rows)
    {
        var began = Stopwatch.GetTimestamp();
        SqliteFile.Execute(connectionString, $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO items SELECT i, 'Item number ' || i, i / 7.0, NULL FROM n");
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }

    private static void Report(string stage, int rows, TimeSpan time) => Console.WriteLine($"{stage,-16} {rows / time.TotalSeconds,10:N0} changes/s   {time.TotalMilliseconds,8:N0} ms");
}
