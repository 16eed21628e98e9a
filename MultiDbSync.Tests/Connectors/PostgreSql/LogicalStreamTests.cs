using System.Diagnostics;
using System.Globalization;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Tests.Support;
using Npgsql;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>Where the stream begins again, and what of it counts.</summary>
public sealed class LogicalStreamTests
{
    private const string Schema = "CREATE TABLE t(id int PRIMARY KEY, v text)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The server keeps a slot's place as of its last checkpoint only, and the hub does not know entries of long ago any more.
    [Fact]
    public async Task ServerCrashes_WhatTheHubHasDoesNotComeAgain_WhatItLacksDoes()
    {
        var server = await PostgresServer.StartOwnAsync("wal_level=logical");
        try
        {
            await using var bench = await PostgresBench.CreateLogicalAsync(Schema, server);
            await bench.RunAsync("INSERT INTO t VALUES (1, 'x')");
            Assert.Equal("create t[1]", await bench.TakeAsync());
            await bench.RunAsync("INSERT INTO t VALUES (2, 'x')");
            await CrashAsync(bench);
            var found = "";
            await Eventually.TrueAsync(
                async () =>
                {
                    try
                    {
                        return (found = await bench.TakeAsync()).Length > 0;
                    }
                    catch (Exception e) when (e is ConnectorException { ErrorClass: ConnectorErrorClass.Transient } or NpgsqlException)
                    {
                        return false;
                    }
                },
                TimeSpan.FromSeconds(30));
            Assert.Equal("create t[2]", found);
        }
        finally
        {
            server.Stop();
        }
    }

    [Fact]
    public async Task SetEmptiedToBeLoaded_ChangesBeforeAreVoid_LaterOnesCount()
    {
        await using var bench = await PostgresBench.CreateLogicalAsync(Schema);
        await bench.RunAsync("INSERT INTO t VALUES (1, 'before'), (2, 'before')");
        await bench.Node.Applier.EmptyAsync(PostgresBench.Set, "h", 1, bench.Tables, Cancel);
        await bench.RunAsync("INSERT INTO t VALUES (3, 'after')");
        Assert.Equal("create t[3]", await bench.TakeAsync());
        Assert.Equal("3after", await bench.AskAsync("SELECT string_agg(id || v, ',') FROM t"));
    }

    [Fact]
    public async Task TableOutsideTheServersLog_RefusedWithTheWayOut()
    {
        await using var bench = await PostgresBench.CreateLogicalAsync("CREATE UNLOGGED TABLE t(id int PRIMARY KEY)", install: false);
        var error = await Assert.ThrowsAsync<ConnectorException>(bench.InstallAsync);
        Assert.Equal(ConnectorErrorClass.Schema, error.ErrorClass);
        Assert.Contains("SET LOGGED", error.Message, StringComparison.Ordinal);
    }

    // A backend that is killed makes the server throw all sessions out and recover from its log.
    private static async Task CrashAsync(PostgresBench bench)
    {
        await using var victim = await bench.OpenAsync();
        using var backend = Process.GetProcessById(int.Parse((await AskAsync(victim, "SELECT pg_backend_pid()::text"))!, CultureInfo.InvariantCulture));
        backend.Kill();
        await backend.WaitForExitAsync(Cancel);
    }

    private static async Task<string?> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel) as string;
    }
}
