using System.Diagnostics;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

/// <summary>What grows for years stays quick to look at. The limits leave room for a busy machine; the figures of a quiet one are in docs/benchmarks.md.</summary>
public sealed class ScaleTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Conflicts_OfAHundredThousand_AreFilteredQuickly()
    {
        using var api = new ApiFactory();
        using var caller = await api.SignedInAsync(Roles.Viewer);
        await api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("mysql_sim"), HubSeed.Node("archive"));
        await api.Hub.FillConflictsAsync(100_000);
        string[] queries =
        [
            "status=Open&sort=-detectedAt", "sort=-detectedAt", "status=Open&kind=UpdateDelete&sort=-detectedAt", "database=archive&sort=-detectedAt",
            "search=4711&sort=-detectedAt", "status=Open&detectedBefore=2026-06-01T00:00:00Z&sort=-detectedAt", "assignedTo=nobody&sort=-detectedAt", "status=Resolved&page=3000&sort=-detectedAt",
        ];

        foreach (var query in queries) await AssertQuickAsync(caller, "/api/get-conflicts?pageSize=25&" + query);
        await AssertQuickAsync(caller, "/api/sync-status");
        await AssertQuickAsync(caller, "/api/sync-metrics?minutes=60");
    }

    private async Task AssertQuickAsync(ApiCaller caller, string path)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await caller.SendAsync("GET", path);
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(began));
        }

        output.WriteLine($"{times.Min().TotalMilliseconds,6:0} ms  {path}");
        Assert.True(times.Min() < Limit, $"{path} took {times.Min().TotalMilliseconds:0} ms at best.");
    }
}
