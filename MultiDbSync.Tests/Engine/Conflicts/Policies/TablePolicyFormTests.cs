using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.Conflicts.Policies;

/// <summary>What a table's policy is stored as, and what is refused before it is stored.</summary>
public sealed class TablePolicyFormTests
{
    [Fact]
    public void ToString_OnlyKindsOrOnlyColumns_IsReadBack()
    {
        var kinds = Policy("manual", (ConflictKind.UpdateDelete, "last-write-wins"));
        Assert.Equal("""{"Default":"manual","Kinds":{"UpdateDelete":"last-write-wins"},"Columns":{}}""", kinds.ToString());
        Assert.Equal(kinds.Kinds, TablePolicy.Parse(kinds.ToString()).Kinds);
        var columns = Policy("manual") with { Columns = new Dictionary<string, string> { ["a"] = "max" } };
        Assert.Equal(columns.Columns, TablePolicy.Parse(columns.ToString()).Columns);
    }

    [Fact]
    public void Parse_BareName_IsTheDefaultAndNothingElse()
    {
        var policy = TablePolicy.Parse(" merge-columns , last-write-wins");
        Assert.Equal("merge-columns,last-write-wins", policy.Default);
        Assert.Empty(policy.Kinds);
        Assert.Empty(policy.Columns);
        Assert.Empty(policy.Counters);
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("""{"Default":"newest","Kinds":{},"Columns":{}}""")]
    [InlineData("""{"Default":"manual","Kinds":{"UpdateDelete":"newest"},"Columns":{}}""")]
    [InlineData("""{"Default":"manual","Kinds":{},"Columns":{"a":"newest"}}""")]
    public void Parse_UnknownPolicyAnywhere_IsRefused(string text) =>
        Assert.Contains("newest", Assert.Throws<FormatException>(() => TablePolicy.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuse_UsablePolicies_SaysNothing()
    {
        foreach (var name in PolicySpec.Known)
            Assert.Empty(Policy(name, (ConflictKind.CreateCreate, "keep-both"), (ConflictKind.Divergence, "manual"), (ConflictKind.UniqueKey, "node-priority")).Refuse(SimulatedSchema.Items));
        foreach (var name in PolicySpec.KnownForColumns)
            Assert.Empty((Policy("manual") with { Columns = new Dictionary<string, string> { ["a"] = name } }).Refuse(SimulatedSchema.Items));
    }

    [Fact]
    public void Refuse_EachReason_IsToldInFull()
    {
        const string Known = "manual; last-write-wins; first-write-wins; node-priority";
        var policy = Policy("newest", (ConflictKind.UpdateDelete, "keep-both"), (ConflictKind.Divergence, "last-write-wins"), (ConflictKind.ForeignKey, "merge-columns")) with
        {
            Columns = new Dictionary<string, string> { ["nothing"] = "max", ["id"] = "max", ["a"] = "largest" },
        };
        Assert.Equal(
            [
                $"'newest' is no conflict policy. Use one of: {string.Join("; ", PolicySpec.Known)}; for CreateCreate also keep-both.",
                "keep-both settles rows that two databases created with one key: use it for the kind CreateCreate only.",
                "A divergence has no cause that a policy could judge by: it is always manual.",
                $"merge-columns can't settle ForeignKey. Use one of: {Known}.",
                "items has no column nothing.",
                "id belongs to the key of items: it can't have a policy of its own.",
                $"'largest' is no policy for a column. Use one of: {Known}; max; min; add-deltas.",
            ],
            policy.Refuse(SimulatedSchema.Items));
    }

    [Theory]
    [InlineData(CanonicalType.Any, true)]
    [InlineData(CanonicalType.Int16, true)]
    [InlineData(CanonicalType.Int32, true)]
    [InlineData(CanonicalType.Int64, true)]
    [InlineData(CanonicalType.Decimal, true)]
    [InlineData(CanonicalType.Float32, true)]
    [InlineData(CanonicalType.Float64, true)]
    [InlineData(CanonicalType.Text, false)]
    [InlineData(CanonicalType.Boolean, false)]
    [InlineData(CanonicalType.Timestamp, false)]
    public void Refuse_NumberPolicies_AreForNumbers(CanonicalType type, bool usable)
    {
        var table = SimulatedSchema.Items with { Columns = [SimulatedSchema.Items.Columns[0], SimulatedSchema.Items.Columns[1] with { Type = type, DeclaredType = "SORT" }] };
        foreach (var name in new[] { "max", "min", "add-deltas" })
        {
            string[] expected = usable ? [] : [$"{name} is for numbers, and a of items is SORT."];
            Assert.Equal(expected, (Policy("manual") with { Columns = new Dictionary<string, string> { ["a"] = name } }).Refuse(table));
        }

        Assert.Empty((Policy("manual") with { Columns = new Dictionary<string, string> { ["a"] = "last-write-wins" } }).Refuse(table));
    }

    private static TablePolicy Policy(string name, params (ConflictKind Kind, string Policy)[] kinds) =>
        new(name, kinds.ToDictionary(k => k.Kind, k => k.Policy), new Dictionary<string, string>());
}
