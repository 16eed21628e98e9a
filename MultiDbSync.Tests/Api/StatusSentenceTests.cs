using MultiDbSync.Api.Features.Status;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Tests.Api;

public sealed class StatusSentenceTests
{
    public static TheoryData<SyncHealth, string, object> Cases => new()
    {
        { SyncHealth.InSync, "All 3 databases are in sync.", Facts([Db("primary"), Db("mysql_sim"), Db("postgres_sim")]) },
        { SyncHealth.InSync, "Both databases are in sync.", Facts([Db("a"), Db("b")]) },
        { SyncHealth.InSync, "Both enabled databases are in sync; c is switched off.", Facts([Db("a"), Db("b"), Db("c", enabled: false)]) },
        { SyncHealth.InSync, "No database is registered yet.", Facts([]) },
        { SyncHealth.InSync, "Every database is switched off.", Facts([Db("a", enabled: false)]) },
        { SyncHealth.Syncing, "2 changes are on their way to mysql_sim.", Facts([Db("primary"), Db("mysql_sim", pending: 2)]) },
        { SyncHealth.Syncing, "1 change is on its way to b.", Facts([Db("a"), Db("b", pending: 1)]) },
        { SyncHealth.Syncing, "1,203 changes are on their way to a and b; 1 row waits for a decision.", Facts([Db("a", pending: 3), Db("b", pending: 1200)], conflicts: 1) },
        { SyncHealth.Syncing, "2 changes for b wait for the next run.", Facts([Db("a"), Db("b", pending: 2)], mode: SyncMode.Manual) },
        { SyncHealth.Syncing, "2 changes for b wait: library is switched off.", Facts([Db("a"), Db("b", pending: 2)], setEnabled: false) },
        { SyncHealth.Syncing, "1 row on b is held back until nothing stands in the way.", Facts([Db("a"), Db("b", deferred: 1)]) },
        { SyncHealth.Syncing, "2 databases are being looked at after the start.", Facts([Db("a", DatabaseState.Unknown), Db("b", DatabaseState.Unknown)]) },
        { SyncHealth.Conflicts, "In sync except 1 row that waits for a decision.", Facts([Db("a", deferred: 1), Db("b")], conflicts: 1) },
        { SyncHealth.Conflicts, "In sync except 4 rows that wait for a decision.", Facts([Db("a"), Db("b")], conflicts: 4) },
        { SyncHealth.Degraded, "b can't be reached; changes wait safely until it is back.", Facts([Db("a"), Db("b", DatabaseState.Offline, pending: 9)]) },
        { SyncHealth.Degraded, "The sync worker has not answered for 16 seconds; changes wait safely in the databases.", Facts([Db("a"), Db("b")], silence: 16) },
        { SyncHealth.Degraded, "The sync worker has not answered for 3 hours; changes wait safely in the databases.", Facts([Db("a"), Db("b")], silence: 3 * 3600) },
        { SyncHealth.Degraded, "The sync worker has not started yet; changes wait safely in the databases.", Facts([Db("a"), Db("b")], silence: null) },
        { SyncHealth.Error, "b needs attention: Its file was replaced.", Facts([Db("a"), Db("b", DatabaseState.Attention, message: "Its file was replaced.")]) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sentence_SaysTheMostPressingThing(SyncHealth health, string sentence, object facts) =>
        Assert.Equal((health, sentence), StatusSentence.Of((StatusFacts)facts));

    private static StatusFacts Facts(
        DatabaseSummary[] databases, int conflicts = 0, double? silence = 2, SyncMode mode = SyncMode.RealTime, bool setEnabled = true) =>
        new(
            databases,
            [new SyncSetSummary("library", setEnabled, mode, null, "UTC", null, null, 0, 0, conflicts, [.. databases.Select(d => d.Name)], [])],
            conflicts,
            silence is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    private static DatabaseSummary Db(
        string name, DatabaseState state = DatabaseState.Online, long pending = 0, long deferred = 0, bool enabled = true, string? message = null) =>
        new(name, "sqlite", "", enabled, state, message, pending, deferred, 0, null, ["library"]);
}
