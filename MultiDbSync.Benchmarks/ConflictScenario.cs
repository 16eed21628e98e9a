using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Capture;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Benchmarks;

/// <summary>What open conflicts cost the other rows, in one large batch and commit by commit, and how long it takes to settle them all.</summary>
internal sealed class ConflictScenario : IAsyncDisposable
{
    private const int Rows = 20_000;
    private const int Commits = 3_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("mds-conflicts-").FullName;
    private readonly HubStore _store;
    private readonly INodeConnector _left;
    private readonly INodeConnector _right;
    private HubLog _log = null!;
    private HubSession _session = null!;
    private TopologySnapshot _topology = null!;
    private int _written;

    private ConflictScenario()
    {
        _store = new HubStore(new HubStoreOptions { ConnectionString = $"Data Source={Path.Combine(_folder, "hub.db")}" });
        var factory = new SqliteConnectorFactory();
        (_left, _right) = (factory.Create(SqliteFile.Create(_folder, "left")), factory.Create(SqliteFile.Create(_folder, "right")));
    }

    private SyncSetInfo Set => _topology.Sets["set"];

    /// <param name="conflicts">Open ones; each figure is the best of some series.</param>
    public static async Task<int> RunAsync(int conflicts)
    {
        await using var without = new ConflictScenario();
        await using var with = new ConflictScenario();
        await without.StartAsync(0);
        await with.StartAsync(conflicts);
        var figures = new double[4];
        var costs = new double[] { double.MaxValue, double.MaxValue };
        for (var series = 0; series < 5; series++)
        {
            figures[0] = Math.Max(figures[0], await without.BatchAsync());
            figures[1] = Math.Max(figures[1], await with.BatchAsync());
            (figures[2], costs[0]) = Best(figures[2], costs[0], await without.CommitsAsync());
            (figures[3], costs[1]) = Best(figures[3], costs[1], await with.CommitsAsync());
        }

        Console.WriteLine($"one batch        {figures[0],8:N0} changes/s without, {figures[1],8:N0} with {conflicts} open conflicts: {figures[1] / figures[0]:P0}");
        Console.WriteLine($"single commits   {figures[2],8:N0} changes/s without, {figures[3],8:N0} with {conflicts} open conflicts: {figures[3] / figures[2]:P0}");
        Console.WriteLine($"processor time   {costs[0],8:N0} us/commit without, {costs[1],6:N0} with them (applications and all databases included; steadier on a busy machine)");
        Console.WriteLine($"settled {conflicts} in {(await with.ResolveAsync()).TotalSeconds:N2} s, and delivered");
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _left.DisposeAsync();
        await _right.DisposeAsync();
        await _session.DisposeAsync();
        await _log.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync(int conflicts)
    {
        await _store.InitializeAsync(CancellationToken.None);
        var schema = await _left.Schema.ReadAsync(CancellationToken.None);
        var set = new SyncSetInfo("set", true, SyncMode.RealTime, null, "UTC", [.. schema.Select(t => new SyncTableInfo(t, "manual"))], ["left", "right"]);
        _topology = new TopologySnapshot(
            new Dictionary<string, NodeInfo> { ["left"] = _left.Node, ["right"] = _right.Node }, new Dictionary<string, SyncSetInfo> { ["set"] = set });
        foreach (var node in new[] { _left, _right })
            await node.Installer.InstallAsync(new CaptureInstallation(_store.HubId, _store.Incarnation, [new("set", schema, 0)]), CancellationToken.None);
        _log = new HubLog(_store, TimeProvider.System, EngineSafeties.AllOn);
        _session = await HubSession.OpenAsync(_store, CancellationToken.None);
        Write(_left, Numbers(1_000_000, conflicts, "'base'"));
        await SettleAsync();
        Write(_left, "UPDATE items SET name = 'left' WHERE id > 1000000");
        Write(_right, "UPDATE items SET name = 'right' WHERE id > 1000000");
        await SettleAsync();
        await using var db = _store.CreateContext();
        db.Nodes.AddRange(new[] { _left, _right }.Select(n => new NodeEntity { Name = n.Node.Name, Make = n.Node.Make, ConnectionString = n.Node.ConnectionString }));
        var stored = new SyncSetEntity { Name = "set" };
        stored.Tables.AddRange(schema.Select(t => new SyncTableEntity { SyncSet = "set", Name = t.Name, Policy = "manual", SchemaJson = TopologyReader.ToJson(t) }));
        stored.Routes.AddRange(new[] { _left, _right }.Select(n => new SyncRouteEntity { SyncSet = "set", Node = n.Node.Name }));
        db.SyncSets.Add(stored);
        await db.SaveChangesAsync();
        var open = db.Conflicts.Count(c => c.Status == ConflictStatus.Open);
        if (open != conflicts) throw new InvalidOperationException($"{open} conflicts are open, not {conflicts}.");
    }

    private async Task<double> BatchAsync()
    {
        Write(_left, Numbers(_written, Rows, "'x'"));
        _written += Rows;
        var began = Stopwatch.GetTimestamp();
        await SettleAsync();
        return Rows / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    // The whole engine, while an application commits row by row.
    private async Task<(double PerSecond, double Cost)> CommitsAsync()
    {
        await using var worker = new Worker(_store);
        await worker.StartAsync();
        Write(_left, $"INSERT INTO items VALUES ({++_written}, 'x', 1.5, NULL)");
        await ArrivesAsync(_written);
        var began = Stopwatch.GetTimestamp();
        var used = Environment.CpuUsage.TotalTime;
        using (var connection = new SqliteConnection(_left.Node.ConnectionString))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            for (var i = 0; i < Commits; i++)
            {
                command.CommandText = $"INSERT INTO items VALUES ({++_written}, 'x', 1.5, NULL)";
                command.ExecuteNonQuery();
            }
        }

        await ArrivesAsync(_written);
        var (elapsed, cost) = (Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - used);
        return (Commits / elapsed.TotalSeconds, cost.TotalMicroseconds / Commits);
    }

    private static (double PerSecond, double Cost) Best(double perSecond, double cost, (double PerSecond, double Cost) other) =>
        (Math.Max(perSecond, other.PerSecond), Math.Min(cost, other.Cost));

    private async Task ArrivesAsync(int id)
    {
        while (SqliteFile.Ask(_right.Node.ConnectionString, $"SELECT count(*) FROM items WHERE id = {id}") == 0) await Task.Yield();
    }

    private async Task<TimeSpan> ResolveAsync()
    {
        await using var db = _store.CreateContext();
        var decisions = db.Conflicts.Where(c => c.Status == ConflictStatus.Open).Select(c => new { c.Id, c.Version }).AsEnumerable()
            .Select(c => new ConflictDecision(c.Id, c.Version, ConflictChoice.KeepRight, null, "benchmark", null)).ToList();
        var began = Stopwatch.GetTimestamp();
        await using var resolver = new ConflictResolver(_store, TimeProvider.System);
        var outcomes = await resolver.ResolveAsync(decisions, _topology, CancellationToken.None);
        if (outcomes.Any(o => o.Status != ResolveStatus.Resolved)) throw new InvalidOperationException("Some could not be settled.");
        await SettleAsync();
        return Stopwatch.GetElapsedTime(began);
    }

    private async Task SettleAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var node in new[] { _left, _right })
            {
                while (await CaptureAsync(node) > 0) ;
                while (await DeliverAsync(node) > 0) ;
            }
        }
    }

    private async Task<int> CaptureAsync(INodeConnector node) =>
        (await new NodeCapture(node, _log).StepAsync(new Origin(node.Node.Name, 1), _topology, check: false, _ => { }, CancellationToken.None)).Entries;

    private async Task<int> DeliverAsync(INodeConnector node)
    {
        var delivery = new NodeDelivery(node, new DeliveryPlanner(_session, EngineSafeties.AllOn), TimeProvider.System);
        var entries = (await delivery.StepAsync(new Origin(node.Node.Name, 1), Set, CancellationToken.None)).Entries;
        await delivery.RetryAsync(new Origin(node.Node.Name, 1), Set, CancellationToken.None);
        return entries;
    }

    private static string Numbers(int after, int count, string name) =>
        $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) INSERT INTO items SELECT {after} + i, {name}, i / 7.0, NULL FROM n WHERE {count} > 0";

    private static void Write(INodeConnector node, string sql) => SqliteFile.Execute(node.Node.ConnectionString, sql);

    private sealed class Worker : IEventSink, IAsyncDisposable
    {
        private readonly HubLog _log;
        private readonly EngineService _service;

        public Worker(HubStore store)
        {
            _log = new HubLog(store, TimeProvider.System, EngineSafeties.AllOn);
            var parts = new EngineParts(
                store, _log, new EngineState(), new NodeRegistry(store), new ConnectorSource([new SqliteConnectorFactory()], store), this, new SyncOptions(), TimeProvider.System, NullLoggerFactory.Instance);
            _service = new EngineService(parts, new SyncEngine(parts), new RunExecutor(parts, []));
        }

        public Task StartAsync() => _service.StartAsync(CancellationToken.None);

        public void Publish(SyncEvent syncEvent)
        {
            // Nobody listens.
        }

        public async ValueTask DisposeAsync()
        {
            await _service.StopAsync(CancellationToken.None);
            _service.Dispose();
            await _log.DisposeAsync();
        }
    }
}
