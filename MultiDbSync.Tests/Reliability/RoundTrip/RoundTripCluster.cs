using System.Net;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.Support;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability.RoundTrip;

/// <summary>The API and a worker over one hub store, used as a person uses them: databases are registered, make a set, join it by a first load from one that is named.</summary>
internal sealed class RoundTripCluster : IAsyncDisposable
{
    public const string SetName = "all";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly ApiFactory _api = new();
    private readonly Dictionary<string, TestDatabase> _databases = [];
    private ApiCaller _admin = null!;
    private TestWorker? _worker;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RoundTripCluster> CreateAsync()
    {
        var cluster = new RoundTripCluster();
        cluster._admin = await cluster._api.AdminAsync();
        cluster._worker = await TestWorker.StartAsync(cluster._api.Hub, loadChunk: 200);
        return cluster;
    }

    public TestDatabase Database(string name) => _databases[name];

    /// <summary>An empty database.</summary>
    public async Task<TestDatabase> MakeAsync(string make, string name) => _databases[name] = await TestDatabase.CreateAsync(make, name);

    /// <summary>Makes the set of a database's tables.</summary>
    public async Task FoundAsync(string name, IReadOnlyList<string> tables)
    {
        var info = Database(name).Info;
        await _admin.PostAsync<DatabaseSummary>("/api/databases", new AddDatabaseRequest(name, info.Make, info.ConnectionString, null), HttpStatusCode.Created);
        await _admin.PostAsync<SyncSetSummary>("/api/sync-sets", new CreateSyncSetRequest(SetName, name, tables), HttpStatusCode.Created);
    }

    /// <summary>An empty database joins: its tables are made, its rows come from the source. Returns its run.</summary>
    public async Task<RunSummary> JoinAsync(string name, string source)
    {
        var info = Database(name).Info;
        var load = new FirstLoadRequest(FirstLoadMode.Replace, source, name, CreateMissingTables: true);
        await _admin.PostAsync<DatabaseSummary>("/api/databases", new AddDatabaseRequest(name, info.Make, info.ConnectionString, SetName, load), HttpStatusCode.Created);
        var id = (await _admin.GetAsync<Contracts.Page<RunSummary>>("/api/runs")).Items.First(r => r.Kind == RunKind.FirstLoad).Id;
        RunSummary run = null!;
        await Eventually.TrueAsync(
            async () => (run = await _admin.GetAsync<RunSummary>($"/api/runs/{id}")).Status is not (RunStatus.Queued or RunStatus.Running), Limit, () => $"{run.Status} {run.Percent} % {run.Message}");
        Assert.Equal((name, source), (run.Load!.Database, run.Load.Source));
        Assert.True(run.Status == RunStatus.Succeeded, run.Message);
        await using var db = _api.Hub.CreateContext();
        var letters = await db.DeadLetters.AsNoTracking().Where(d => d.Node == name).Select(d => $"{d.TableName} {d.Key}: {d.Error}").ToListAsync(Cancel);
        var held = (await Database(name).Connector.Applier.ReadStateAsync(SetName, Cancel)).Deferred.Select(d => $"{d.Table} {d.Key.Text} {d.Position} {d.Reason}").ToList();
        Assert.True(letters.Count + held.Count == 0, string.Join('\n', letters.Take(5).Concat(held.Take(5)).Prepend($"{name}: {letters.Count} refused, {held.Count} held")));
        return run;
    }

    public async Task<SyncSetInfo> SetAsync() => (await _api.Hub.ReadTopologyAsync(Cancel)).Sets[SetName];

    /// <summary>A table's rows in the set's terms, by key, read past the engine.</summary>
    public async Task<Dictionary<string, RowImage>> RowsAsync(SyncSetInfo set, string name, TableSchema table)
    {
        await using var connector = Database(name).Factory.Create(Database(name).Info);
        var rows = new Dictionary<string, RowImage>(StringComparer.Ordinal);
        await foreach (var row in RoutedNode.Over(connector, [set]).Rows.ReadAsync(table, Cancel)) rows.Add(table.KeyOf(row).Text, row);
        return rows;
    }

    /// <summary>Follows what the connection test says of the database's own triggers.</summary>
    public async Task GuardTriggersAsync(string name, SyncSetInfo set)
    {
        var database = Database(name);
        var names = set.Tables.Select(t => set.RouteOf(name).Tables.GetValueOrDefault(t.Schema.Name)?.Native.Name ?? t.Schema.Name).ToHashSet(StringComparer.Ordinal);
        var tables = (await database.Connector.Schema.ReadAsync(Cancel)).Where(t => names.Contains(t.Name)).ToList();
        foreach (var finding in await database.Connector.Test.RunAsync(tables, Cancel))
            if (finding is { Level: FindingLevel.Refused, Fix: { } fix }) database.Run(fix);
        Assert.DoesNotContain(await database.Connector.Test.RunAsync(tables, Cancel), f => f.Level == FindingLevel.Refused);
    }

    /// <summary>A statement gives this answer on every database in the end.</summary>
    public async Task EverywhereAsync(Func<TestDatabase, string> sql, string answer)
    {
        foreach (var database in _databases.Values)
            await Eventually.TrueAsync(() => database.Ask(sql(database)) == answer, TimeSpan.FromMinutes(1), () => $"{sql(database)} on {database.Info.Name} is {database.Ask(sql(database))}, not {answer}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null) await _worker.DisposeAsync();
        foreach (var database in _databases.Values) await database.DisposeAsync();
        _admin.Dispose();
        await _api.DisposeAsync();
    }
}
