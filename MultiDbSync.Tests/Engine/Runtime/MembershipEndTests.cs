using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Simulation;
using MultiDbSync.Tests.Support;
using Hub = MultiDbSync.Engine.HubLog.HubLog;

namespace MultiDbSync.Tests.Engine.Runtime;

public sealed class MembershipEndTests : IEventSink
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_EndsTheMembership_OnlyOnceAllThatWasCapturedIsTaken(bool taken)
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        await SeedAsync(hub);
        var clock = new FakeTimeProvider();
        await using var log = new Hub(hub.Store, clock, EngineSafeties.AllOn);
        var factory = new InMemoryConnectorFactory();
        factory.Register("n1", new InMemoryDatabase([SimulatedSchema.Items]));
        var parts = new EngineParts(
            hub.Store, log, new EngineState { Topology = await hub.Store.ReadTopologyAsync(Stop) }, new NodeRegistry(hub.Store), new ConnectorSource([factory], hub.Store), this, new SyncOptions(), clock,
            NullLoggerFactory.Instance);
        var end = new MembershipEnd(parts, (_, _, _) => Task.FromResult(taken));
        var (set, node) = Assert.Single(await end.FindAsync(Stop));

        Assert.Equal(taken, await end.RunAsync(set, node, Stop));

        await using var db = hub.Store.CreateContext();
        Assert.Equal(taken ? 1 : 2, await db.SyncRoutes.CountAsync(Stop));
        Assert.Equal(!taken, (await db.Nodes.SingleAsync(n => n.Name == "n1", Stop)).Message?.StartsWith("Leaves library once", StringComparison.Ordinal) ?? false);
    }

    void IEventSink.Publish(SyncEvent syncEvent)
    {
        // Nobody listens here.
    }

    private static async Task SeedAsync(TempHub hub)
    {
        await using var db = hub.Store.CreateContext();
        foreach (var name in new[] { "n0", "n1" }) db.Nodes.Add(new NodeEntity { Name = name, Make = "in-memory", ConnectionString = name });
        var set = new SyncSetEntity { Name = "library" };
        set.Tables.Add(new SyncTableEntity { SyncSet = "library", Name = SimulatedSchema.Items.Name, Policy = "merge-columns", SchemaJson = TopologyReader.ToJson(SimulatedSchema.Items) });
        set.Routes.Add(new SyncRouteEntity { SyncSet = "library", Node = "n0" });
        set.Routes.Add(new SyncRouteEntity { SyncSet = "library", Node = "n1", State = RouteState.Leaving });
        db.SyncSets.Add(set);
        await db.SaveChangesAsync(Stop);
    }
}
