using System.Globalization;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Tests.Support;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Connectors;

/// <summary>Whoever cancels a query has ended it at the database, not only here.</summary>
public sealed class QueryCancelTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static readonly QueryLimits Limits = new(100, 1_000_000, TimeSpan.FromMinutes(5));

    public static TheoryData<string> Makes => [.. TestDatabase.Makes];

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task Cancel_WhileTheDatabaseWorks_EndsItThere(string make)
    {
        await using var database = await TestDatabase.CreateAsync(make, "cancel");
        database.Run("CREATE TABLE t (id INT NOT NULL PRIMARY KEY)");
        database.Run("INSERT INTO t VALUES (1)");
        using var cancel = new CancellationTokenSource();
        var query = database.Connector.Queries.QueryAsync(Endless(make), Limits, cancel.Token);
        if (Working(make) is { } working)
        {
            await Eventually.TrueAsync(() => Task.FromResult(Number(database.Ask(working)) == 1), Soon);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
            await Eventually.TrueAsync(() => Task.FromResult(Number(database.Ask(working)) == 0), Soon);
        }
        else
        {
            // The work is done in this process, by the thread that the task stands for: when the task has ended, so has the work, and with it the lock of the file.
            await Eventually.TrueAsync(() => Task.FromResult(query.Status == TaskStatus.Running), Soon);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query.WaitAsync(Soon, TestContext.Current.CancellationToken));
            database.Run("PRAGMA journal_mode = DELETE");
        }
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task Cancel_WhileRowsCome_EndsItThere(string make)
    {
        await using var database = await TestDatabase.CreateAsync(make, "cancel");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));
        var many = new QueryLimits(int.MaxValue, long.MaxValue / 8, TimeSpan.FromMinutes(5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Connector.Queries.QueryAsync(EndlessRows(make), many, cancel.Token).WaitAsync(Soon, TestContext.Current.CancellationToken));
        if (Working(make) is { } working) await Eventually.TrueAsync(() => Task.FromResult(Number(database.Ask(working)) == 0), Soon);
    }

    private static string Endless(string make) => make switch
    {
        "postgresql" => "SELECT count(*) FROM generate_series(1, 100000000) a, generate_series(1, 100000000) b",
        "mysql" => "SELECT BENCHMARK(100000000000, MD5('x'))",
        _ => "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c, t",
    };

    private static string EndlessRows(string make) => make switch
    {
        "postgresql" => "SELECT a FROM generate_series(1, 1000000000) a",
        "mysql" => "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 900) SELECT a.x FROM c a, c b, c d, c e",
        _ => "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c",
    };

    // How many sessions of this database but the one that asks are at work, as the server tells; a file has no server.
    private static string? Working(string make) => make switch
    {
        "postgresql" => "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
        "mysql" => "SELECT COUNT(*) FROM information_schema.processlist WHERE DB = DATABASE() AND COMMAND NOT IN ('Sleep', 'Daemon') AND ID <> CONNECTION_ID()",
        _ => null,
    };

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
