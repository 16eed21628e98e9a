using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.HubLog;

/// <summary>A database joins that tells fewer keys apart than those before it.</summary>
public sealed class AgreedKeysTests
{
    private static readonly TableSchema Weak = SimulatedSchema.Names with { UniqueKeys = [new UniqueKey("u", ["v"])] };
    private static readonly TableSchema Exact = Weak with { Columns = [Weak.Columns[0] with { Equality = KeyEquality.Binary }, Weak.Columns[1]] };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Weakest_OfTwo_HasBothFlagsOfEachColumnByItsName()
    {
        var trimmed = Exact with { Columns = [Exact.Columns[0] with { Name = "nom", Equality = KeyEquality.TrimTrailingSpaces }, Exact.Columns[1]] };
        var agreed = AgreedEquality.Weakest(Weak, trimmed, new Dictionary<string, string> { ["nom"] = "name" });
        Assert.Equal(KeyEquality.IgnoreCase | KeyEquality.TrimTrailingSpaces, agreed.Columns[0].Equality);
        Assert.Same(Weak, AgreedEquality.Weakest(Weak, Exact));
        Assert.True(AgreedEquality.Differs(Weak, Exact));
    }

    [Fact]
    public async Task Weaken_KnownRows_AreFoundUnderTheirWeakerForm()
    {
        await using var hub = await SimulatedHub.CreateAsync(EngineSafeties.AllOn, Stop);
        await CommitAsync(hub, Exact, Change("abc", null, 1), Change("abc", 1, 2), Change("Gone", null, 3), Change("Gone", 3, null), Change("gone", null, 4));
        await using var keys = new AgreedKeys(hub.Log);
        Assert.Empty(await keys.WeakenAsync(SimulatedHub.SetName, [Weak], Stop));

        // The same row in another spelling is judged against the head, and the row that was deleted is no other one any more.
        var result = await CommitAsync(hub, Weak, 1, Change("ABC", null, 7), Change("gone", 4, 5));
        Assert.Single(result.OpenedConflicts);
        Assert.Equal(1, result.Accepted);
    }

    [Fact]
    public async Task Weaken_RowsThatWouldBeOne_IsRefusedByKeyAndNothingIsChanged()
    {
        await using var hub = await SimulatedHub.CreateAsync(EngineSafeties.AllOn, Stop);
        await CommitAsync(hub, Exact, Change("abc", null, 1), Change("ABC", null, 2));
        await using var keys = new AgreedKeys(hub.Log);
        var clash = Assert.Single(await keys.WeakenAsync(SimulatedHub.SetName, [Weak], Stop));
        Assert.Contains("abc", clash, StringComparison.Ordinal);
        Assert.Contains("ABC", clash, StringComparison.Ordinal);
        Assert.Empty((await CommitAsync(hub, Exact, 1, Change("abc", 1, 3))).OpenedConflicts);
    }

    [Fact]
    public async Task Weaken_Agreement_IsWrittenDown()
    {
        await using var hub = await SimulatedHub.CreateAsync(EngineSafeties.AllOn, Stop);
        await using (var db = hub.Store.CreateContext())
        {
            var set = new SyncSetEntity { Name = SimulatedHub.SetName };
            set.Tables.Add(new SyncTableEntity { SyncSet = set.Name, Name = "names", Policy = "manual", SchemaJson = TopologyReader.ToJson(Exact) });
            db.SyncSets.Add(set);
            await db.SaveChangesAsync(Stop);
        }

        await using var keys = new AgreedKeys(hub.Store, TimeProvider.System);
        await keys.WeakenAsync(SimulatedHub.SetName, [Weak], Stop);
        Assert.Equal(KeyEquality.IgnoreCase, (await hub.Store.ReadTopologyAsync(Stop)).Sets[SimulatedHub.SetName].Tables[0].Schema.Columns[0].Equality);
    }

    private static Task<CommitResult> CommitAsync(SimulatedHub hub, TableSchema table, params CapturedEntry[] entries) => CommitAsync(hub, table, 0, entries);

    private static Task<CommitResult> CommitAsync(SimulatedHub hub, TableSchema table, long captured, params CapturedEntry[] entries)
    {
        var topology = SimulatedHub.Topology([new NodeInfo("n", "in-memory", "n")], [table], "manual");
        var state = new NodeState(hub.Store.HubId, hub.Store.Incarnation, 0, captured, []);
        var read = new CaptureRead(
            [.. entries.Select((e, i) => e with { Seq = (captured * 100) + i + 1 })], new Dictionary<string, NodeState> { [SimulatedHub.SetName] = state }, true, []);
        return hub.Log.CommitAsync(new Origin("n", 1), read, topology, Stop);
    }

    private static CapturedEntry Change(string name, long? before, long? after)
    {
        var key = CellValue.FromText(name);
        return new CapturedEntry(
            0, Guid.NewGuid().ToString("N"), EntryKind.Change, SimulatedHub.SetName, "names", RowKey.Of(key), Row(before), Row(after), 0, null, DateTimeOffset.UnixEpoch);

        RowImage? Row(long? v) => v is { } value ? SimulatedSchema.Name(key, value) : null;
    }
}
