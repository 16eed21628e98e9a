using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Reliability;

/// <summary>One or more workers in this process, with SQLite files a and b.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    public const string SetName = "set";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly MemoryFolder _folder = new();
    private readonly Dictionary<string, SteppedNode> _nodes = [];
    private readonly List<TestWorker> _workers = [];
    private readonly TempHub _hub;

    private RunningEngine(TempHub hub) => _hub = hub;

    /// <summary>For workers that are started from now on.</summary>
    public int LoadChunk { get; set; } = 100;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RunningEngine> CreateAsync(string schema, SyncMode mode = SyncMode.RealTime, int workers = 1, string policy = PolicySpec.Default)
    {
        var engine = new RunningEngine(await TempHub.CreateAsync(Cancel));
        foreach (var name in new[] { "a", "b" })
        {
            engine._nodes.Add(name, new SteppedNode(name, engine._folder.File(name + ".db")));
            engine.Sql(name, "PRAGMA journal_mode = WAL;" + schema);
        }

        var set = new SyncSetEntity { Name = SetName, Mode = mode };
        foreach (var table in await engine._nodes["a"].Connector.Schema.ReadAsync(Cancel))
            set.Tables.Add(new SyncTableEntity { SyncSet = SetName, Name = table.Name, Policy = policy, SchemaJson = TopologyReader.ToJson(table) });
        foreach (var node in engine._nodes.Values) set.Routes.Add(new SyncRouteEntity { SyncSet = SetName, Node = node.Info.Name });
        await engine.WriteAsync(db =>
        {
            db.Nodes.AddRange(engine._nodes.Values.Select(n => new NodeEntity { Name = n.Info.Name, Make = n.Info.Make, ConnectionString = n.Info.ConnectionString, CreatedAt = DateTimeOffset.UnixEpoch }));
            db.SyncSets.Add(set);
        });
        for (var i = 0; i < workers; i++) await engine.StartAsync();
        return engine;
    }

    public async Task StartAsync() => _workers.Add(await TestWorker.StartAsync(_hub.Store, LoadChunk));

    public async Task StopAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
        _workers.Clear();
    }

    public SteppedNode Node(string name) => _nodes[name];

    public void Sql(string node, string sql) => _nodes[node].Sql("PRAGMA busy_timeout = 5000;" + sql);

    public Task BecomesAsync(string node, string sql, string answer) =>
        Eventually.TrueAsync(() => _nodes[node].Ask(sql) == answer, Limit, () => $"{sql} on {node} is {_nodes[node].Ask(sql)}, not {answer}.");

    public Task InstalledAsync() => Eventually.TrueAsync(
        () => _nodes.Values.All(n => n.Ask("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'mds_capture%'") != "0"), Limit);

    public async Task NodeShowsAsync(string name, string state) => await Eventually.TrueAsync(
        async () =>
        {
            await using var db = _hub.Store.CreateContext();
            return (await db.Nodes.AsNoTracking().SingleAsync(n => n.Name == name, Cancel)).State == state;
        },
        Limit);

    public async Task WriteAsync(Action<HubDbContext> change)
    {
        await using var db = _hub.Store.CreateContext();
        change(db);
        await db.SaveChangesAsync(Cancel);
    }

    public async Task<T> ReadAsync<T>(Func<HubDbContext, Task<T>> read)
    {
        await using var db = _hub.Store.CreateContext();
        return await read(db);
    }

    /// <summary>"Sync now", until the run has ended.</summary>
    public async Task<RunStatus> RunAsync()
    {
        var run = new RunEntity { SyncSet = SetName, Kind = RunKind.Manual, Status = RunStatus.Queued, RequestedBy = "test", RequestedAt = DateTimeOffset.UnixEpoch };
        await WriteAsync(db => db.Runs.Add(run));
        var status = RunStatus.Queued;
        await Eventually.TrueAsync(
            async () => (status = (await ReadAsync(db => db.Runs.AsNoTracking().SingleAsync(r => r.Id == run.Id, Cancel))).Status) is not (RunStatus.Queued or RunStatus.Running), Limit);
        return status;
    }

    /// <summary>A database that joins the set by a first load; returns the number of its run.</summary>
    /// <param name="schema">Run there first.</param>
    public async Task<long> JoinAsync(string name, string schema, FirstLoadMode mode, string source = "a", RouteDefinition? route = null)
    {
        var node = new SteppedNode(name, _folder.File(name + ".db"));
        node.Sql("PRAGMA journal_mode = WAL;" + schema);
        _nodes.Add(name, node);
        return await JoinAsync(node.Info, mode, source, route);
    }

    /// <summary>A database of any make, with its tables made.</summary>
    public async Task<long> JoinAsync(NodeInfo node, FirstLoadMode mode, string source = "a", RouteDefinition? definition = null)
    {
        await using var connector = TestWorker.Factories.Single(f => f.Make == node.Make).Create(node);
        var tables = await connector.Schema.ReadAsync(Cancel);
        await using var db = _hub.Store.CreateContext();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        var route = new SyncRouteEntity
        {
            SyncSet = SetName,
            Node = node.Name,
            State = RouteState.Loading,
            LoadMode = mode,
            LoadSource = source,
            StartPosition = SyncRouteEntity.NotPrepared,
        };
        var design = RouteDesign.Of((await _hub.Store.ReadTopologyAsync(Cancel)).Sets[SetName], node.Name, definition ?? new RouteDefinition(), tables);
        Assert.Empty(design.Errors);
        route.Direction = design.Route.Direction;
        route.Tables.AddRange(design.Route.Tables.Values.Select(t => TopologyReader.ToEntity(SetName, node.Name, t)));
        db.Nodes.Add(new NodeEntity { Name = node.Name, Make = node.Make, ConnectionString = node.ConnectionString, CreatedAt = DateTimeOffset.UnixEpoch });
        db.SyncRoutes.Add(route);
        var run = await db.AskForLoadAsync(route, "test", DateTimeOffset.UnixEpoch, Cancel);
        await db.SaveChangesAsync(Cancel);
        await transaction.CommitAsync(Cancel);
        return run.Id;
    }

    /// <summary>The run as it ended.</summary>
    public async Task<RunEntity> EndedAsync(long id, TimeSpan? limit = null)
    {
        RunEntity run = null!;
        await Eventually.TrueAsync(
            async () => (run = await ReadAsync(db => db.Runs.AsNoTracking().SingleAsync(r => r.Id == id, Cancel))).Status is not (RunStatus.Queued or RunStatus.Running),
            limit ?? Limit, () => $"{run.Status} {run.Percent} % {run.Message}");
        return run;
    }

    /// <summary>All databases that are named give the same answer in the end.</summary>
    public async Task<string> SameAsync(string sql, params string[] nodes)
    {
        var answers = new List<string>();
        await Eventually.TrueAsync(
            () =>
            {
                answers = [.. nodes.Select(n => _nodes[n].Ask(sql))];
                return answers.Distinct().Count() == 1;
            },
            TimeSpan.FromMinutes(2), () => string.Join('\n', nodes.Select(n => $"{n}: {_nodes[n].Ask("SELECT applied FROM mds_state")} received, {_nodes[n].Ask("SELECT count(*) FROM mds_deferred")} held, {_nodes[n].Ask("SELECT count(*) FROM mds_change")} unread")));
        return answers[0];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var node in _nodes.Values) await node.DisposeAsync();
        await _hub.DisposeAsync();
        _folder.Dispose();
    }
}
