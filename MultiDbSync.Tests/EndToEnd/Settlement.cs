using System.Net;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>Brings the shared cluster to rest, whatever earlier tests left behind: no conflict waits, nothing is on its way, all three databases are equal.</summary>
internal static class Settlement
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Keeps the left side of every open conflict, then waits until all databases agree.</summary>
    public static async Task SettleAsync(this ClusterFixture fixture)
    {
        using var caller = fixture.Operator();
        IReadOnlyList<string> answers = [];
        await Eventually.TrueAsync(
            async () =>
            {
                var open = await caller.GetAsync<Page<ConflictSummary>>("/api/get-conflicts?status=Open");
                var seen = new List<string>();
                foreach (var conflict in open.Items)
                {
                    // 409: it has moved on since. 422: another one has to be settled first.
                    var request = new ResolveConflictRequest(conflict.Id, conflict.Version, ConflictChoice.KeepLeft, null, null);
                    using var answer = await caller.SendAsync("POST", "/api/resolve-conflict", request);
                    Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity, $"{(int)answer.StatusCode}");
                    seen.Add($"{conflict.Id} {conflict.Table} {conflict.Key} {conflict.Kind}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
                }

                answers = seen;
                return open.Items.Count == 0 && (await caller.GetAsync<SyncStatus>("/api/sync-status")).Health == SyncHealth.InSync;
            },
            Limit,
            () => string.Join(Environment.NewLine, [.. answers, fixture.Cluster.Output]),
            "no conflict is open and the status is in sync");
        await fixture.Databases.AgreeAsync();
    }
}
