using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Tests.Reliability;

/// <summary>Databases that hold a table under other names, with fewer columns, with some of its rows, or one way only.</summary>
public sealed class RouteTests
{
    private const string Full = "CREATE TABLE t(id INTEGER PRIMARY KEY, land TEXT, v TEXT, w TEXT)";
    private const string Content = "SELECT group_concat(id || ':' || coalesce(land, '-') || ':' || coalesce(v, '-') || ':' || coalesce(w, '-'), ' ') FROM (SELECT * FROM t ORDER BY id)";
    private const string Narrow = "SELECT group_concat(nr || ':' || coalesce(land, '-') || ':' || coalesce(wert, '-'), ' ') FROM (SELECT * FROM tabelle ORDER BY nr)";

    private static readonly RouteDefinition Whole = new();
    private static readonly RouteDefinition OnlyNl = new(RouteDirection.Both, [new RouteTableDefinition("t", Filter: "land = 'NL'")]);
    private static readonly RouteDefinition OnlyDe = new(RouteDirection.Both, [new RouteTableDefinition("t", Filter: "land = 'DE'")]);
    private static readonly RouteDefinition Renamed = new(
        RouteDirection.Both, [new RouteTableDefinition("t", "tabelle", new Dictionary<string, string> { ["nr"] = "id", ["wert"] = "v" }, ["w"])]);

    private const string NarrowSchema = "CREATE TABLE tabelle(wert TEXT, own TEXT DEFAULT 'mine', land TEXT, nr INTEGER PRIMARY KEY)";

    [Fact]
    public async Task R13_RowMovesOutOfAFilter_LeavesThatDatabaseAndStaysInTheOthers()
    {
        await using var cluster = await SqliteCluster.CreateAsync("manual", (Full, Whole), (Full, OnlyNl), (Full, OnlyDe));
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'NL', 'x', 'y'), (2, 'DE', 'x', 'y'), (3, NULL, 'x', 'y')");
        await cluster.SettleAsync();
        Assert.Equal("1:NL:x:y", cluster.Ask("b", Content));
        Assert.Equal("2:DE:x:y", cluster.Ask("c", Content));
        cluster.Sql("a", "UPDATE t SET land = 'DE', v = 'moved' WHERE id = 1");
        await cluster.SettleAsync();
        Assert.Equal("", cluster.Ask("b", Content));
        Assert.Equal("1:DE:moved:y 2:DE:x:y", cluster.Ask("c", Content));
        Assert.Equal("1:DE:moved:y 2:DE:x:y 3:-:x:y", cluster.Ask("a", Content));
        Assert.Empty(await cluster.ConflictsAsync());
    }

    [Fact]
    public async Task R13_RowThatItsOwnDatabaseMovesOut_LeavesThatDatabaseToo()
    {
        await using var cluster = await SqliteCluster.CreateAsync("manual", (Full, Whole), (Full, OnlyNl), (Full, OnlyDe));
        cluster.Sql("b", "INSERT INTO t VALUES (1, 'NL', 'x', 'y'), (2, 'FR', 'born outside', NULL)");
        await cluster.SettleAsync();
        cluster.Sql("b", "UPDATE t SET land = 'DE'");
        await cluster.SettleAsync();
        Assert.Equal("", cluster.Ask("b", Content));
        Assert.Equal("1:DE:x:y", cluster.Ask("c", Content));
        Assert.Equal("1:DE:x:y 2:FR:born outside:-", cluster.Ask("a", Content));

        // And back again, by somebody else.
        cluster.Sql("c", "UPDATE t SET land = 'NL' WHERE id = 1");
        await cluster.SettleAsync();
        Assert.Equal("1:NL:x:y", cluster.Ask("b", Content));
        Assert.Equal("", cluster.Ask("c", Content));
        Assert.Empty(await cluster.ConflictsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task R13_CreateOverAKeyOutsideItsFilter_IsACreateConflictAndNothingIsLost(bool pruned)
    {
        await using var cluster = await SqliteCluster.CreateAsync("manual", (Full, Whole), (Full, OnlyNl), (Full, OnlyDe));
        cluster.Sql("c", "INSERT INTO t VALUES (1, 'DE', 'there', NULL)");
        await cluster.SettleAsync();
        if (pruned) await cluster.PruneAsync();
        cluster.Sql("b", "INSERT INTO t VALUES (1, 'NL', 'here', NULL)");
        await cluster.SettleAsync();
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal(ConflictKind.CreateCreate, conflict.Kind);
        Assert.Contains("there", conflict.LeftImage + conflict.RightImage, StringComparison.Ordinal);
        Assert.Contains("here", conflict.LeftImage + conflict.RightImage, StringComparison.Ordinal);
        Assert.Equal("1:DE:there:-", cluster.Ask("c", Content));
        Assert.Equal("1:NL:here:-", cluster.Ask("b", Content));
        var keepThere = conflict.LeftImage!.Contains("there", StringComparison.Ordinal) ? ConflictChoice.KeepLeft : ConflictChoice.KeepRight;
        Assert.Equal(ResolveStatus.Resolved, (await cluster.DecideAsync(conflict, keepThere)).Status);
        await cluster.SettleAsync();
        Assert.Equal("", cluster.Ask("b", Content));
        Assert.Equal("1:DE:there:-", cluster.Ask("c", Content));
        Assert.Equal("1:DE:there:-", cluster.Ask("a", Content));
    }

    [Fact]
    public async Task R13_DefinitionChanged_IsLeavingAndJoiningAgain()
    {
        await using var cluster = await SqliteCluster.CreateAsync("manual", (Full, Whole), (Full, OnlyNl));
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'NL', 'x', 'y'), (2, 'DE', 'x', 'y')");
        await cluster.SettleAsync();
        await cluster.RejoinAsync("b", OnlyDe, "DELETE FROM t; INSERT INTO t VALUES (2, 'DE', 'x', 'y')");
        cluster.Sql("a", "UPDATE t SET v = 'later'");
        cluster.Sql("b", "UPDATE t SET w = 'b'");
        await cluster.SettleAsync();
        Assert.Equal("2:DE:later:b", cluster.Ask("b", Content));
        Assert.Equal("1:NL:later:y 2:DE:later:b", cluster.Ask("a", Content));
    }

    [Fact]
    public async Task Delete_OfARowThatAnotherMovedOut_IsAConflict()
    {
        await using var cluster = await SqliteCluster.CreateAsync("manual", (Full, Whole), (Full, OnlyNl));
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'NL', 'x', 'y')");
        await cluster.SettleAsync();
        cluster.Sql("a", "UPDATE t SET land = 'DE'");
        cluster.Sql("b", "DELETE FROM t");
        await cluster.SettleAsync();
        Assert.Equal(ConflictKind.UpdateDelete, Assert.Single(await cluster.ConflictsAsync()).Kind);
        Assert.Equal("1:DE:x:y", cluster.Ask("a", Content));
    }

    [Fact]
    public async Task UniqueValue_HeldOutsideTheFilter_IsAConflict()
    {
        const string schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, land TEXT, v TEXT UNIQUE, w TEXT)";
        await using var cluster = await SqliteCluster.CreateAsync("manual", (schema, Whole), (schema, OnlyNl));
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'DE', 'one', NULL)");
        await cluster.SettleAsync();
        cluster.Sql("b", "INSERT INTO t VALUES (2, 'NL', 'one', NULL)");
        await cluster.SettleAsync();
        Assert.Equal(ConflictKind.UniqueKey, Assert.Single(await cluster.ConflictsAsync()).Kind);
    }

    [Fact]
    public async Task UniqueValue_HeldByAForgottenRow_IsAConflictThatNamesIt()
    {
        const string schema = "CREATE TABLE t(id INTEGER PRIMARY KEY, land TEXT, v TEXT UNIQUE, w TEXT)";
        await using var cluster = await SqliteCluster.CreateAsync("manual", (schema, Whole), (schema, OnlyNl));
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'DE', 'one', NULL)");
        await cluster.SettleAsync();
        await cluster.PruneAsync();
        cluster.Sql("b", "INSERT INTO t VALUES (2, 'NL', 'one', NULL)");
        await cluster.SettleAsync(patient: false);
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal(ConflictKind.UniqueKey, conflict.Kind);
        var holder = Assert.Single(RelatedRowImage.FromJson(conflict.Related));
        Assert.Equal(("a", "[1]"), (holder.Origin, holder.Key));
        Assert.Contains("one", holder.Image);

        // What it was before nobody knows: it is not taken away.
        var refused = await cluster.DecideAsync(conflict, ConflictChoice.KeepRight);
        Assert.Equal(ResolveStatus.Refused, refused.Status);
        Assert.Contains("Row 1 of t", refused.Message);
        cluster.Sql("a", "UPDATE t SET v = 'two' WHERE id = 1");
        await cluster.SettleAsync();
        Assert.Equal(ResolveStatus.Resolved, (await cluster.DecideAsync(conflict, ConflictChoice.KeepRight)).Status);
        await cluster.SettleAsync();
        Assert.Equal("1:DE:two:- 2:NL:one:-", cluster.Ask("a", Content));
        Assert.Equal("2:NL:one:-", cluster.Ask("b", Content));
    }

    [Fact]
    public async Task RenamedTableAndColumns_WithOneLeftOut_GoBothWaysAndKeepWhatTheyLack()
    {
        await using var cluster = await SqliteCluster.CreateAsync("merge-columns", (Full, Whole), (NarrowSchema, Renamed));
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'NL', 'x', 'kept')");
        await cluster.SettleAsync();
        Assert.Equal("1:NL:x", cluster.Ask("b", Narrow));
        Assert.Equal("mine", cluster.Ask("b", "SELECT own FROM tabelle"));
        cluster.Sql("b", "UPDATE tabelle SET wert = 'by b', own = 'still'; INSERT INTO tabelle(nr, wert) VALUES (2, 'new')");
        await cluster.SettleAsync();
        Assert.Equal("1:NL:by b:kept 2:-:new:-", cluster.Ask("a", Content));
        Assert.Equal("still", cluster.Ask("b", "SELECT own FROM tabelle WHERE nr = 1"));
        cluster.Sql("a", "UPDATE t SET w = 'a only' WHERE id = 1");
        cluster.Sql("b", "UPDATE tabelle SET land = 'DE' WHERE nr = 1");
        await cluster.SettleAsync();
        Assert.Equal("1:DE:by b:a only 2:-:new:-", cluster.Ask("a", Content));
        Assert.DoesNotContain(await cluster.ConflictsAsync(), c => c.Status == ConflictStatus.Open);
    }

    [Fact]
    public async Task UpdateOfAForgottenRow_WhereAColumnIsLeftOut_LeavesItAsTheOthersHaveIt()
    {
        await using var cluster = await SqliteCluster.CreateAsync("manual", (Full, Whole), (NarrowSchema, Renamed), (Full, Whole));
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'NL', 'x', 'kept')");
        await cluster.SettleAsync();
        await cluster.PruneAsync();
        cluster.Sql("b", "UPDATE tabelle SET wert = 'by b'");
        await cluster.SettleAsync();
        Assert.Equal("1:NL:by b:kept", cluster.Ask("a", Content));
        Assert.Equal("1:NL:by b:kept", cluster.Ask("c", Content));
        cluster.Sql("c", "UPDATE t SET w = 'by c'");
        await cluster.SettleAsync();
        Assert.Equal("1:NL:by b:by c", cluster.Ask("a", Content));
        Assert.Empty(await cluster.ConflictsAsync());
    }

    [Fact]
    public async Task Conflict_WhereAColumnIsLeftOut_KeepsThatColumnWhicheverSideStands()
    {
        await using var cluster = await SqliteCluster.CreateAsync("manual", (Full, Whole), (NarrowSchema, Renamed));
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'NL', 'x', 'old')");
        await cluster.SettleAsync();
        cluster.Sql("a", "UPDATE t SET v = 'left', w = 'new'");
        cluster.Sql("b", "UPDATE tabelle SET wert = 'right'");
        await cluster.SettleAsync();
        Assert.Equal(ResolveStatus.Resolved, (await cluster.DecideAsync(Assert.Single(await cluster.ConflictsAsync()), ConflictChoice.KeepRight)).Status);
        await cluster.SettleAsync();
        Assert.Equal("1:NL:right:new", cluster.Ask("a", Content));
        Assert.Equal("1:NL:right", cluster.Ask("b", Narrow));
    }

    [Theory]
    [InlineData(ConflictChoice.KeepLeft, "x")]
    [InlineData(ConflictChoice.KeepRight, "local")]
    public async Task ReceiveOnly_ItsOwnChange_IsNeitherSentNorOverwritten(ConflictChoice choice, string outcome)
    {
        await using var cluster = await SqliteCluster.CreateAsync("last-write-wins", (Full, Whole), (Full, new RouteDefinition(RouteDirection.ReceiveOnly)));
        cluster.Sql("a", "INSERT INTO t VALUES (1, 'NL', 'x', 'y')");
        await cluster.SettleAsync();
        await cluster.PruneAsync();
        cluster.Sql("b", "UPDATE t SET v = 'local'");
        await cluster.SettleAsync();
        cluster.Sql("a", "UPDATE t SET w = 'meanwhile'");
        await cluster.SettleAsync();
        var conflict = Assert.Single(await cluster.ConflictsAsync());
        Assert.Equal(ConflictKind.Divergence, conflict.Kind);
        Assert.Contains("meanwhile", conflict.LeftImage + string.Concat(conflict.Sides.Select(s => s.AfterImage)), StringComparison.Ordinal);
        Assert.Contains("local", conflict.RightImage, StringComparison.Ordinal);
        Assert.Equal("1:NL:local:y", cluster.Ask("b", Content));
        Assert.Equal("1:NL:x:meanwhile", cluster.Ask("a", Content));
        Assert.Equal(ResolveStatus.Resolved, (await cluster.DecideAsync(conflict, choice)).Status);
        await cluster.SettleAsync();
        Assert.Equal(outcome, cluster.Same("SELECT v FROM t"));
    }

    [Fact]
    public async Task SendOnly_ReceivesNothingAndHoldsUpNoPruning()
    {
        await using var cluster = await SqliteCluster.CreateAsync("manual", (Full, Whole), (Full, new RouteDefinition(RouteDirection.SendOnly)));
        cluster.Sql("b", "INSERT INTO t VALUES (1, 'NL', 'from b', NULL)");
        cluster.Sql("a", "INSERT INTO t VALUES (2, 'NL', 'from a', NULL)");
        await cluster.SettleAsync();
        Assert.Equal("1:NL:from b:- 2:NL:from a:-", cluster.Ask("a", Content));
        Assert.Equal("1:NL:from b:-", cluster.Ask("b", Content));
        await cluster.PruneAsync();
        Assert.Equal(0, cluster.Positions());
        cluster.Sql("b", "UPDATE t SET v = 'again'");
        await cluster.SettleAsync();
        Assert.Equal("1:NL:again:- 2:NL:from a:-", cluster.Ask("a", Content));

        // What it has not seen is a conflict like anybody's.
        cluster.Sql("a", "UPDATE t SET v = 'unseen' WHERE id = 1");
        await cluster.SettleAsync();
        cluster.Sql("b", "UPDATE t SET v = 'third'");
        await cluster.SettleAsync();
        Assert.Equal(ConflictKind.UpdateUpdate, Assert.Single(await cluster.ConflictsAsync()).Kind);
    }
}
