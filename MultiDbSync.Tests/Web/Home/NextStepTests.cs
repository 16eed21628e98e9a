using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Home;

namespace MultiDbSync.Tests.Web.Home;

public sealed class NextStepTests
{
    private static readonly RunSummary Demo = Sample.Run(5, RunStatus.Succeeded, 100) with { Kind = RunKind.Demo };

    [Theory]
    [InlineData(0, 0, "databases")]
    [InlineData(1, 1, "databases")]
    [InlineData(2, 0, "set")]
    [InlineData(2, 1, "watch")]
    public void OwnDatabases_LeadFromDatabasesToASetToItsRuns(int databases, int sets, string step) =>
        Assert.Equal(step, NextStep.From(TopologyPlanTests.Status(databases, sets), [], 0, true)?.Id);

    [Fact]
    public void OwnDatabases_OnceComplete_NeedNoMoreGuidance()
    {
        var status = TopologyPlanTests.Status(2, 1);
        Assert.Null(NextStep.From(status with { SyncSets = [status.SyncSets[0] with { LastSuccessAt = Sample.Now }] }, [], 3, true));
    }

    [Fact]
    public void Sample_LeadsToTheDemo_ThenToTheFirstConflict_ThenNowhere()
    {
        Assert.Equal("demo", NextStep.From(SampleStatus(), [], 0, true)?.Id);
        Assert.Null(NextStep.From(SampleStatus(), [], 0, false));
        Assert.Equal("settle", NextStep.From(SampleStatus(), [Demo], 6, true)?.Id);
        Assert.Null(NextStep.From(SampleStatus(), [Demo], 0, true));
    }

    private static SyncStatus SampleStatus()
    {
        var status = TopologyPlanTests.Status(3, 1);
        return status with { Databases = [.. status.Databases.Zip(["primary", "postgres_sim", "mysql_sim"], (database, name) => database with { Name = name })] };
    }
}
