using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Engine.Runtime;

public sealed class PendingCountsTests
{
    [Fact]
    public async Task Of_AsTheLogGrowsAndANodeReceives_IsWhatACountFromTheStartSays()
    {
        await using var hub = await TempHub.CreateAsync(TestContext.Current.CancellationToken);
        await using var session = await HubSession.OpenAsync(hub.Store, TestContext.Current.CancellationToken);
        var counts = new PendingCounts(session);
        var random = new Random(7);
        var applied = 0L;

        for (var step = 0; step < 200; step++)
        {
            var added = random.Next(4);
            session.Write(() =>
            {
                for (var i = 0; i < added; i++) Append(session, random.Next(3) == 0 ? "other" : "library", random.Next(2) == 0 ? "here" : "there");
                return 0;
            });
            var last = session.Number("SELECT coalesce(max(position), 0) FROM hub_log")!.Value;
            if (random.Next(3) == 0) applied += random.NextInt64(last - applied + 1);

            Assert.Equal(
                session.Number("SELECT count(*) FROM hub_log WHERE sync_set='library' AND position>$1 AND origin<>'here'", applied), counts.Of("library", "here", applied));
        }
    }

    [Fact]
    public async Task Of_AHubPutBack_CountsAnew()
    {
        await using var hub = await TempHub.CreateAsync(TestContext.Current.CancellationToken);
        await using var session = await HubSession.OpenAsync(hub.Store, TestContext.Current.CancellationToken);
        var counts = new PendingCounts(session);
        session.Write(() =>
        {
            for (var i = 0; i < 5; i++) Append(session, "library", "there");
            return 0;
        });
        Assert.Equal(5, counts.Of("library", "here", 0));

        session.Write(() => session.Execute("DELETE FROM hub_log WHERE position>2"));

        Assert.Equal(2, counts.Of("library", "here", 0));
    }

    private static void Append(HubSession session, string set, string origin) => session.Execute(
        "INSERT INTO hub_log (sync_set, table_name, row_key, key_form, origin, origin_epoch, origin_seq, unit, at, accepted_at) VALUES ($1, 't', 'k', 'k', $2, 0, 0, 0, 0, 0)", set, origin);
}
