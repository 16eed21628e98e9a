using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Engine.Routing;

public sealed class RouteDesignTests
{
    private static readonly TableSchema Agreed = new("t", [Column("id", false), Column("land"), Column("v"), Column("must", false)], ["id"], [new UniqueKey("u", ["v"])], []);

    private static readonly SyncSetInfo Set = new("set", true, SyncMode.RealTime, null, "UTC", [new SyncTableInfo(Agreed, "manual")], ["first"]);

    [Fact]
    public void Of_TheSameTables_HasNoEntry()
    {
        var design = Design(Agreed, new RouteTableDefinition("t"));
        Assert.Empty(design.Errors);
        Assert.Empty(design.Route.Tables);
    }

    [Fact]
    public void Of_OtherNamesAndColumnsOfItsOwn_TakesOnlyThoseOfTheSet()
    {
        var native = new TableSchema("other", [Column("extra"), Column("wert"), Column("id", false), Column("land"), Column("must", false)], ["id"], [new UniqueKey("u", ["wert"]), new UniqueKey("x", ["extra"])], []);
        var design = Design(native, new RouteTableDefinition("t", "other", new Dictionary<string, string> { ["wert"] = "v" }));
        Assert.Empty(design.Errors);
        var route = design.Route.Tables["t"];
        Assert.Equal(["wert", "id", "land", "must"], route.Native.Columns.Select(c => c.Name));
        Assert.Equal(["u"], route.Native.UniqueKeys.Select(u => u.Name));
    }

    [Theory]
    [InlineData("x", null, null, null, "route.x", "no table x")]
    [InlineData("t", "gone", null, null, "route.t", "no table gone")]
    [InlineData("t", null, "zz=v", null, "route.t.columns", "no column zz")]
    [InlineData("t", null, "v=zz", null, "route.t.columns", "has no column zz")]
    [InlineData("t", null, "land=v", null, "route.t.columns", "Several columns")]
    [InlineData("t", null, null, "id", "route.t.leaveOut", "part of the key")]
    [InlineData("t", null, null, "zz", "route.t.leaveOut", "no column zz")]
    [InlineData("t", null, null, "must", "route.t.leaveOut", "could not be completed")]
    public void Of_Mistake_IsNamedByField(string table, string? native, string? renamed, string? leaveOut, string field, string message)
    {
        var columns = renamed?.Split('=') is [var from, var to] ? new Dictionary<string, string> { [from] = to } : null;
        var error = Assert.Contains(field, Design(Agreed, new RouteTableDefinition(table, native, columns, leaveOut is null ? null : [leaveOut])).Errors);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FilterThatCannotBeRead_SaysWhere() =>
        Assert.Contains("at character 8", Design(Agreed, new RouteTableDefinition("t", Filter: "land = 5")).Errors["route.t.filter"], StringComparison.Ordinal);

    [Fact]
    public void Of_OwnColumnThatNeedsAValue_IsRefusedUnlessItReceivesNothing()
    {
        var native = Agreed with { Columns = [.. Agreed.Columns, Column("needed", false)] };
        Assert.Contains("needed", Assert.Contains("route.t", Design(native, new RouteTableDefinition("t")).Errors), StringComparison.Ordinal);
        Assert.Empty(Design(native, new RouteTableDefinition("t"), RouteDirection.SendOnly).Errors);
        Assert.Empty(Design(Agreed with { Columns = [.. Agreed.Columns, Column("needed", false) with { Default = "0" }] }, new RouteTableDefinition("t")).Errors);
    }

    [Fact]
    public void Of_ColumnThatCannotBeNull_MayBeLeftOutByOneThatOnlyReceives() =>
        Assert.Empty(Design(Agreed with { Columns = [.. Agreed.Columns.SkipLast(1)] }, LeaveOut("must"), RouteDirection.ReceiveOnly).Errors);

    [Fact]
    public void Refuse_NobodyHoldsAllRows_TellsThatRowsWouldBeLost()
    {
        var design = RouteDesign.Of(Set with { Nodes = [] }, "first", new RouteDefinition(Tables: [new RouteTableDefinition("t", Filter: "land = 'NL'")]), [Agreed]);
        Assert.Contains("would be lost", Assert.Contains("route", design.Errors), StringComparison.Ordinal);
        var set = With(Design(Agreed, new RouteTableDefinition("t", Filter: "land = 'NL'")).Route);
        Assert.Contains("would be lost", RouteRules.RefuseLeaving(set, "first"), StringComparison.Ordinal);
        Assert.Null(RouteRules.RefuseLeaving(set, "new"));
    }

    [Fact]
    public void Refuse_ColumnOfAFilterLeftOut_InEitherOrder()
    {
        var filtered = With(Design(Agreed, new RouteTableDefinition("t", Filter: "land = 'NL'")).Route);
        Assert.Contains("column land", Assert.Contains("route", Of(filtered, "lacking", LeaveOut("land")).Errors), StringComparison.Ordinal);
        var lacking = With(Design(Agreed, LeaveOut("land")).Route);
        Assert.Contains("column land", Assert.Contains("route", Of(lacking, "filtered", new RouteTableDefinition("t", Filter: "land = 'NL'")).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_SenderThatCouldMoveARowIntoAFilterWithoutItsColumns_UnlessBothLackThem()
    {
        var lacking = With(Design(Agreed, LeaveOut("v")).Route);
        Assert.Contains("could not be completed", Assert.Contains("route", Of(lacking, "filtered", new RouteTableDefinition("t", Filter: "land = 'NL'")).Errors), StringComparison.Ordinal);
        Assert.Empty(Of(lacking, "filtered", new RouteTableDefinition("t", LeaveOut: ["v"], Filter: "land = 'NL'")).Errors);
        var receives = With(Design(Agreed, LeaveOut("v"), RouteDirection.ReceiveOnly).Route);
        Assert.Empty(Of(receives, "filtered", new RouteTableDefinition("t", Filter: "land = 'NL'")).Errors);
    }

    private static RouteTableDefinition LeaveOut(string column) => new("t", LeaveOut: [column]);

    private static RouteDesign Design(TableSchema native, RouteTableDefinition table, RouteDirection direction = RouteDirection.Both) => RouteDesign.Of(Set, "new", new RouteDefinition(direction, [table]), [native]);

    private static RouteDesign Of(SyncSetInfo set, string node, RouteTableDefinition table) => RouteDesign.Of(set, node, new RouteDefinition(Tables: [table]), [Agreed]);

    private static SyncSetInfo With(RouteInfo route) => Set with { Nodes = ["first", route.Node], Routes = new Dictionary<string, RouteInfo> { [route.Node] = route } };

    private static ColumnSchema Column(string name, bool nullable = true) => new(name, "TEXT", CanonicalType.Text, nullable, IsGenerated: false, KeyEquality.Binary);
}
