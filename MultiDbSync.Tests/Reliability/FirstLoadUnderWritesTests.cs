using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Reliability;

/// <summary>First loads while applications write on every database.</summary>
public sealed class FirstLoadUnderWritesTests
{
    private const string Schema = """
        CREATE TABLE owner(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
        CREATE TABLE item(id INTEGER PRIMARY KEY, owner INTEGER REFERENCES owner(id), n INTEGER NOT NULL, v TEXT);
        CREATE TABLE tag(item INTEGER NOT NULL, name TEXT NOT NULL, amount REAL, PRIMARY KEY (item, name));
        """;

    private const string Rows = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO owner SELECT i, 'owner ' || i FROM n;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) INSERT INTO item SELECT i, i % 200 + 1, 0, 'v' || i FROM n;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO tag SELECT i, 'tag', i / 7.0 FROM n;
        """;

    private static readonly string[] Content =
    [
        "SELECT group_concat(id || ':' || name) FROM (SELECT * FROM owner ORDER BY id)",
        "SELECT group_concat(id || ':' || coalesce(owner, '-') || ':' || n || ':' || coalesce(v, '-') || typeof(v)) FROM (SELECT * FROM item ORDER BY id)",
        "SELECT group_concat(item || name || coalesce(amount, '-') || typeof(amount)) FROM (SELECT * FROM tag ORDER BY item, name)",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FirstLoadMode.Replace)]
    [InlineData(FirstLoadMode.Merge)]
    public async Task R11_WritesOnSourceNewcomerAndAThird_EndsEqualWithoutFalseConflict(FirstLoadMode mode)
    {
        await using var engine = await RunningEngine.CreateAsync(Schema + Rows);
        await engine.InstalledAsync();
        await using var load = new WriteLoad(engine);
        load.Start("a", 1);
        load.Start("b", 2);
        var run = await engine.JoinAsync("c", Schema + (mode == FirstLoadMode.Merge ? "INSERT INTO owner VALUES (1, 'owner 1'), (900, 'only c');" : ""), mode);
        await engine.BecomesAsync("c", "SELECT count(*) > 0 FROM sqlite_schema WHERE name LIKE 'mds_capture%'", "1");
        load.Start("c", 3);
        var ended = await engine.EndedAsync(run, TimeSpan.FromMinutes(3));
        Assert.True(ended.Status == RunStatus.Succeeded, ended.Message);
        await load.StopAsync();
        foreach (var sql in Content) await engine.SameAsync(sql, "a", "b", "c");
        Assert.Empty(await engine.ReadAsync(db => db.Conflicts.Where(c => c.Status == ConflictStatus.Open).Select(c => $"{c.Kind} {c.TableName} {c.RowKey} {c.LeftOrigin} {c.LeftImage} {c.RightOrigin} {c.RightImage}").ToListAsync(Cancel)));
        Assert.True(load.Written > 200, $"Only {load.Written} transactions were written.");
        foreach (var node in new[] { "a", "b", "c" }) await engine.BecomesAsync(node, "SELECT count(*) FROM mds_deferred", "0");
    }

    [Fact]
    public async Task R10_ThirdNodeJoinsUnderWrites_WorkerStoppedMidway_NothingIsLost()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema + Rows);
        await engine.InstalledAsync();
        await using var load = new WriteLoad(engine);
        load.Start("a", 1);
        load.Start("b", 2);
        var run = await engine.JoinAsync("c", Schema, FirstLoadMode.Replace);
        await engine.BecomesAsync("c", "SELECT count(*) > 1000 FROM item", "1");
        await engine.StopAsync();
        await engine.StartAsync();
        var ended = await engine.EndedAsync(run, TimeSpan.FromMinutes(3));
        Assert.True(ended.Status == RunStatus.Succeeded, ended.Message);
        await load.StopAsync();
        foreach (var sql in Content) await engine.SameAsync(sql, "a", "b", "c");
        Assert.Equal(0, await engine.ReadAsync(db => db.Conflicts.CountAsync(c => c.Status == ConflictStatus.Open, Cancel)));
    }

    [Fact]
    public async Task R49_StoppedAtTenPoints_GoesOnBehindTheLastChunk()
    {
        await using var engine = await RunningEngine.CreateAsync(Schema + Rows);
        engine.LoadChunk = 50;
        await engine.StopAsync();
        await engine.StartAsync();
        var run = await engine.JoinAsync("c", Schema, FirstLoadMode.Replace);
        var marks = new List<long>();
        for (var i = 1; i <= 10; i++)
        {
            var wanted = i * 800;
            await Support.Eventually.TrueAsync(async () => await CopiedAsync(engine) >= wanted, TimeSpan.FromSeconds(60));
            await engine.StopAsync();
            marks.Add(await CopiedAsync(engine));
            await engine.StartAsync();
        }

        var ended = await engine.EndedAsync(run, TimeSpan.FromMinutes(2));
        Assert.True(ended.Status == RunStatus.Succeeded, ended.Message);
        // What was copied is counted once each: a load that began anew would count it again.
        Assert.Equal(9200, ended.Applied);
        Assert.Equal(marks.Order(), marks);
        foreach (var sql in Content) await engine.SameAsync(sql, "a", "c");
    }

    private static Task<long> CopiedAsync(RunningEngine engine) => engine.ReadAsync(db => db.LoadTables.SumAsync(t => t.Copied, Cancel));
}
