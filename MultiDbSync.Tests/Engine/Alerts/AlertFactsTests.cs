using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Alerts;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Simulation;
using MultiDbSync.Tests.Support;
using Hub = MultiDbSync.Engine.HubLog.HubLog;

namespace MultiDbSync.Tests.Engine.Alerts;

/// <summary>What the hub store and the loops know, as the rules get it; and what comes of it.</summary>
public sealed class AlertFactsTests : IEventSink
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddDays(1));
    private readonly List<SyncEvent> _events = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Databases_WithTheirClocksAndWhatTheyLack_AsFarAsTheyAreToHaveIt()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        await SeedAsync(hub, ("live", SyncMode.RealTime, true), ("nightly", SyncMode.Scheduled, true), ("off", SyncMode.RealTime, false));
        await using var log = new Hub(hub.Store, _clock, EngineSafeties.AllOn);
        var parts = await PartsAsync(hub, log);
        var behind = _clock.GetUtcNow().AddSeconds(-90);
        foreach (var set in new[] { "live", "nightly", "off" }) await AppendAsync(hub, set, behind);

        await using var session = await HubSession.OpenAsync(hub.Store, Stop);
        var reader = new AlertFactsReader(parts, session);
        Assert.Equal(["n0", "n1"], reader.Read().Databases.Select(d => d.Name));
        Assert.Null(Assert.Single(OfN1(reader).Deliveries).Applied);

        foreach (var set in new[] { "live", "nightly", "off" }) parts.State.Nodes["n1"].Health.Progress(set, 0, 0);
        var database = OfN1(reader);
        Assert.Equal((DatabaseState.Online, "Look.", 3000, 40), (database.State, database.Message, database.ClockOffsetMs, database.ClockErrorMs));
        Assert.Equal([new AlertFacts.Delivery("live", 0, behind)], database.Deliveries);

        parts.State.Nodes["n1"].Health.Progress("live", 1, 0);
        Assert.Equal([new AlertFacts.Delivery("live", 1, null)], OfN1(reader).Deliveries);
    }

    [Fact]
    public async Task MailThatFailsForAWhile_IsAnAlertUntilItIsSent()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        await using var log = new Hub(hub.Store, _clock, EngineSafeties.AllOn);
        var parts = await PartsAsync(hub, log);
        var watch = new AlertWatch(parts);
        await using var session = await HubSession.OpenAsync(hub.Store, Stop);
        var reader = new AlertFactsReader(parts, session);
        await using var db = hub.Store.CreateContext();
        db.Mails.Add(new MailEntity { Kind = nameof(MailKind.Test), Recipient = "a@library.example", Subject = "", Text = "", Html = "", Attempts = 1, LastError = "It is away.", CreatedAt = _clock.GetUtcNow() });
        await db.SaveChangesAsync(Stop);
        await watch.StepAsync(reader.Read(), Stop);
        Assert.Empty(_events);

        _clock.Advance(TimeSpan.FromSeconds(61));
        await watch.StepAsync(reader.Read(), Stop);
        Assert.Equal("1 mail can't be sent, and is tried again. It is away.", (await db.Alerts.AsNoTracking().SingleAsync(Stop)).Message);
        await db.Mails.ExecuteUpdateAsync(m => m.SetProperty(x => x.SentAt, _clock.GetUtcNow()), Stop);
        await watch.StepAsync(reader.Read(), Stop);
        await watch.StepAsync(reader.Read(), Stop);
        Assert.NotNull((await db.Alerts.AsNoTracking().SingleAsync(Stop)).ClearedAt);
        Assert.Equal([SyncEventKind.Alert, SyncEventKind.Alert], _events.Select(e => e.Kind));
    }

    void IEventSink.Publish(SyncEvent syncEvent) => _events.Add(syncEvent);

    private static AlertFacts.Database OfN1(AlertFactsReader reader) => reader.Read().Databases.Single(d => d.Name == "n1");

    private async Task<EngineParts> PartsAsync(TempHub hub, Hub log)
    {
        var (state, factory) = (new EngineState { Topology = await hub.Store.ReadTopologyAsync(Stop) }, new InMemoryConnectorFactory());
        factory.Register("n1", new InMemoryDatabase([SimulatedSchema.Items]));
        state.Nodes["n1"] = new NodeContext(factory.Create(new NodeInfo("n1", factory.Make, "n1", 0)), 1, NullLogger.Instance);
        return new EngineParts(hub.Store, log, state, new NodeRegistry(hub.Store), new ConnectorSource([factory], hub.Store), this, new SyncOptions(), _clock, NullLoggerFactory.Instance);
    }

    private static async Task SeedAsync(TempHub hub, params (string Name, SyncMode Mode, bool Enabled)[] sets)
    {
        await using var db = hub.Store.CreateContext();
        db.Nodes.Add(new NodeEntity { Name = "n0", Make = "in-memory", ConnectionString = "n0" });
        db.Nodes.Add(new NodeEntity { Name = "n1", Make = "in-memory", ConnectionString = "n1", State = nameof(DatabaseState.Online), Message = "Look.", ClockOffsetMs = 3000, ClockErrorMs = 40 });
        db.Nodes.Add(new NodeEntity { Name = "n2", Make = "in-memory", ConnectionString = "n2", Enabled = false });
        foreach (var (name, mode, enabled) in sets)
        {
            var set = new SyncSetEntity { Name = name, Mode = mode, Enabled = enabled };
            set.Tables.Add(new SyncTableEntity { SyncSet = name, Name = SimulatedSchema.Items.Name, Policy = "merge-columns", SchemaJson = TopologyReader.ToJson(SimulatedSchema.Items) });
            foreach (var node in new[] { "n0", "n1" }) set.Routes.Add(new SyncRouteEntity { SyncSet = name, Node = node });
            db.SyncSets.Add(set);
        }

        await db.SaveChangesAsync(Stop);
    }

    private static async Task AppendAsync(TempHub hub, string syncSet, DateTimeOffset at)
    {
        await using var db = hub.Store.CreateContext();
        var stamp = at.ToUnixTimeMilliseconds();
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO hub_log (sync_set, table_name, row_key, key_form, origin, origin_epoch, origin_seq, unit, at, accepted_at) VALUES ({syncSet}, 'items', '[1]', '[1]', 'n0', 1, 1, 1, {stamp}, {stamp})", Stop);
    }
}
