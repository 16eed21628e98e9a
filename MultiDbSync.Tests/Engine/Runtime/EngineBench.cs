using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Simulation;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Engine.Runtime;

/// <summary>The whole engine on databases in memory, started and stopped as the worker does it.</summary>
internal sealed class EngineBench : IEventSink, IAsyncDisposable
{
    public const string SetName = "set";

    private readonly TempHub _hub;
    private readonly InMemoryConnectorFactory _factory = new();
    private ServiceProvider? _services;

    private EngineBench(TempHub hub) => _hub = hub;

    public ConcurrentQueue<SyncEvent> Events { get; } = [];

    public Dictionary<string, InMemoryDatabase> Databases { get; } = [];

    public HubStore Store => _hub.Store;

    public EngineService Service => _services!.GetRequiredService<EngineService>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<EngineBench> CreateAsync(SyncMode mode = SyncMode.RealTime, params string[] nodes)
    {
        var bench = new EngineBench(await TempHub.CreateAsync(Stop));
        await using var db = bench.Store.CreateContext();
        var set = new SyncSetEntity { Name = SetName, Mode = mode, Schedule = mode == SyncMode.Scheduled ? "0 3 * * *" : null };
        foreach (var table in new[] { SimulatedSchema.Items, SimulatedSchema.Labels })
            set.Tables.Add(new SyncTableEntity { SyncSet = SetName, Name = table.Name, Policy = "merge-columns", SchemaJson = TopologyReader.ToJson(table) });
        foreach (var name in nodes.Length == 0 ? ["n0", "n1", "n2"] : nodes)
        {
            bench.Databases[name] = new InMemoryDatabase([SimulatedSchema.Items, SimulatedSchema.Labels]);
            bench._factory.Register(name, bench.Databases[name]);
            db.Nodes.Add(new NodeEntity { Name = name, Make = bench._factory.Make, ConnectionString = name });
            set.Routes.Add(new SyncRouteEntity { SyncSet = SetName, Node = name });
        }

        db.SyncSets.Add(set);
        await db.SaveChangesAsync(Stop);
        return bench;
    }

    /// <param name="running">Databases that are to start; null for all.</param>
    public async Task StartAsync(IReadOnlyList<string>? running = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(b => b.SetMinimumLevel(LogLevel.None));
        services.AddSingleton(TimeProvider.System).AddSingleton(Store).AddSingleton<IEventSink>(this).AddSingleton<IConnectorFactory>(_factory);
        services.AddSyncEngine(o =>
        {
            o.Sweep = TimeSpan.FromMilliseconds(200);
            o.DeliveryPoll = TimeSpan.FromMilliseconds(50);
            o.ConfigurationPoll = TimeSpan.FromMilliseconds(50);
            o.ConstraintPatience = TimeSpan.FromMilliseconds(300);
        });
        _services = services.BuildServiceProvider();
        foreach (var hosted in _services.GetServices<IHostedService>()) await hosted.StartAsync(Stop);
        await Eventually.TrueAsync(() => Databases.All(d => d.Value.Sets.Count > 0 || running?.Contains(d.Key) == false) || !AllEnabled(), TimeSpan.FromSeconds(10));
    }

    public async Task StopAsync()
    {
        if (_services is null) return;
        foreach (var hosted in _services.GetServices<IHostedService>()) await hosted.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _services = null;
    }

    public void Publish(SyncEvent syncEvent) => Events.Enqueue(syncEvent);

    public void Insert(string node, long id, long a, long b) => Write(node, t => t.Insert("items", SimulatedSchema.Item(id, a, b)));

    public void Update(string node, long id, long a, long b) => Write(node, t => t.Update("items", SimulatedSchema.Key(id), SimulatedSchema.Item(id, a, b)));

    public bool Holds(string node, long id, long a, long b) => Databases[node].Rows("items").Contains(SimulatedSchema.Item(id, a, b));

    public async Task<T> QueryAsync<T>(Func<HubDbContext, Task<T>> query)
    {
        await using var db = Store.CreateContext();
        return await query(db);
    }

    public async Task ChangeAsync(Func<HubDbContext, Task> change)
    {
        await using var db = Store.CreateContext();
        await change(db);
        await db.SaveChangesAsync(Stop);
        _services?.GetRequiredService<EngineService>().Reload();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _hub.DisposeAsync();
    }

    private bool AllEnabled()
    {
        using var db = Store.CreateContext();
        return db.Nodes.AsNoTracking().All(n => n.Enabled && !n.Removing);
    }

    private void Write(string node, Action<InMemoryTransaction> write)
    {
        var transaction = Databases[node].Begin();
        write(transaction);
        transaction.Commit();
    }
}
