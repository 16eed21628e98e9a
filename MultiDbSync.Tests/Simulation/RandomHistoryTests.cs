using System.Globalization;
using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Simulation;

/// <summary>
/// Random histories on the real engine. The number of walks is <c>MDS_WALKS</c> (default 400); the first seed is <c>MDS_WALK_SEED</c> (default 1).
/// On SQLite files <c>MDS_SQLITE_WALKS</c> (default 40), on MariaDB <c>MDS_MARIADB_WALKS</c> (default 5), on PostgreSQL <c>MDS_POSTGRES_WALKS</c> (default 6),
/// on PostgreSQL by logical replication <c>MDS_LOGICAL_WALKS</c> (default 20).
/// </summary>
public sealed class RandomHistoryTests
{
    [Fact]
    public async Task RandomHistory_AllSafetiesOn_ConvergesAndLosesNothing()
    {
        var first = Number("MDS_WALK_SEED", 1);
        await using var hub = await SimulatedHub.CreateAsync(EngineSafeties.AllOn, TestContext.Current.CancellationToken);
        for (var seed = first; seed < first + Number("MDS_WALKS", 400); seed++)
        {
            var found = await FindAsync(hub, new InMemoryMake(new InMemorySafeties(), constraints: seed % 2 == 1), seed);
            Assert.True(found is null, $"seed {seed}: {found}");
        }
    }

    [Fact]
    public async Task RandomHistory_SqliteFiles_ConvergesAndLosesNothing()
    {
        var first = Number("MDS_WALK_SEED", 1);
        await using var hub = await SimulatedHub.CreateAsync(EngineSafeties.AllOn, TestContext.Current.CancellationToken);
        using var folder = new MemoryFolder();
        for (var seed = first; seed < first + Number("MDS_SQLITE_WALKS", 40); seed++)
        {
            var found = await FindAsync(hub, new SqliteMake(folder.Create(seed)), seed);
            Assert.True(found is null, $"seed {seed}: {found}");
        }
    }

    [Fact]
    public async Task RandomHistory_MariaDb_ConvergesAndLosesNothing()
    {
        var first = Number("MDS_WALK_SEED", 1);
        var make = await MariaDbMake.CreateAsync();
        await using var hub = await SimulatedHub.CreateAsync(EngineSafeties.AllOn, TestContext.Current.CancellationToken);
        for (var seed = first; seed < first + Number("MDS_MARIADB_WALKS", 5); seed++)
        {
            var found = await FindAsync(hub, make, seed);
            Assert.True(found is null, $"seed {seed}: {found}");
        }
    }

    [Fact]
    public async Task RandomHistory_PostgreSql_ConvergesAndLosesNothing()
    {
        var first = Number("MDS_WALK_SEED", 1);
        await using var make = await PostgresMake.CreateAsync(logical: false, TestContext.Current.CancellationToken);
        await using var hub = await SimulatedHub.CreateAsync(EngineSafeties.AllOn, TestContext.Current.CancellationToken);
        for (var seed = first; seed < first + Number("MDS_POSTGRES_WALKS", 6); seed++)
        {
            await make.EmptyAsync();
            var found = await FindAsync(hub, make, seed);
            Assert.True(found is null, $"seed {seed}: {found}");
        }
    }

    [Fact]
    public async Task RandomHistory_PostgreSqlLogical_ConvergesAndLosesNothing()
    {
        var first = Number("MDS_WALK_SEED", 1);
        await using var make = await PostgresMake.CreateAsync(logical: true, TestContext.Current.CancellationToken);
        await using var hub = await SimulatedHub.CreateAsync(EngineSafeties.AllOn, TestContext.Current.CancellationToken);
        for (var seed = first; seed < first + Number("MDS_LOGICAL_WALKS", 20); seed++)
        {
            await make.EmptyAsync();
            var found = await FindAsync(hub, make, seed);
            Assert.True(found is null, $"seed {seed}: {found}");
        }
    }

    [Fact]
    public async Task RandomHistory_Routes_ConvergesToEqualProjections()
    {
        var first = Number("MDS_WALK_SEED", 1);
        await using var hub = await SimulatedHub.CreateAsync(EngineSafeties.AllOn, TestContext.Current.CancellationToken);
        for (var seed = first; seed < first + Number("MDS_WALKS", 400); seed++)
        {
            var found = await FindAsync(hub, new InMemoryMake(new InMemorySafeties(), constraints: seed % 2 == 1), seed, routes: true);
            Assert.True(found is null, $"seed {seed}: {found}");
        }
    }

    [Fact]
    public async Task RandomHistory_RoutesOnSqliteFiles_ConvergesToEqualProjections()
    {
        var first = Number("MDS_WALK_SEED", 1);
        await using var hub = await SimulatedHub.CreateAsync(EngineSafeties.AllOn, TestContext.Current.CancellationToken);
        using var folder = new MemoryFolder();
        for (var seed = first; seed < first + Number("MDS_SQLITE_WALKS", 40); seed++)
        {
            var found = await FindAsync(hub, new SqliteMake(folder.Create(seed)), seed, routes: true);
            Assert.True(found is null, $"seed {seed}: {found}");
        }
    }

    [Theory]
    [InlineData("own-leave")]
    [InlineData("hidden-rows")]
    public async Task RandomHistory_OneSafetyOfRoutesOff_FindsTheHole(string off)
    {
        var safeties = off == "own-leave" ? EngineSafeties.AllOn with { OwnLeave = false } : EngineSafeties.AllOn with { HiddenRows = false };
        await using var hub = await SimulatedHub.CreateAsync(safeties, TestContext.Current.CancellationToken);
        string? found = null;
        for (var seed = 1; seed <= 3000 && found is null; seed++) found = await FindAsync(hub, new InMemoryMake(new InMemorySafeties(), constraints: false), seed, routes: true);
        Assert.True(found is not null, $"3000 walks without the safety '{off}' found nothing: the simulation does not test it.");
    }

    [Theory]
    [InlineData("dedupe")]
    [InlineData("seen")]
    [InlineData("deferred-seen")]
    [InlineData("own-later")]
    [InlineData("prune-deferred")]
    [InlineData("guard")]
    [InlineData("deferred")]
    [InlineData("generation")]
    [InlineData("echo")]
    [InlineData("marker-last")]
    public async Task RandomHistory_OneSafetyOff_FindsTheHole(string off)
    {
        var safeties = off switch
        {
            "dedupe" => EngineSafeties.AllOn with { Dedupe = false },
            "seen" => EngineSafeties.AllOn with { Seen = false },
            "deferred-seen" => EngineSafeties.AllOn with { DeferredSeen = false },
            "own-later" => EngineSafeties.AllOn with { OwnLater = false },
            "prune-deferred" => EngineSafeties.AllOn with { PruneDeferred = false },
            _ => EngineSafeties.AllOn,
        };
        var node = off switch
        {
            "guard" => new InMemorySafeties { Guard = false },
            "deferred" => new InMemorySafeties { Deferred = false },
            "generation" => new InMemorySafeties { Generation = false },
            "echo" => new InMemorySafeties { Echo = false },
            "marker-last" => new InMemorySafeties { MarkerLast = false },
            _ => new InMemorySafeties(),
        };
        await using var hub = await SimulatedHub.CreateAsync(safeties, TestContext.Current.CancellationToken);
        string? found = null;
        for (var seed = 1; seed <= 3000 && found is null; seed++) found = await FindAsync(hub, new InMemoryMake(node, constraints: seed % 2 == 1), seed);
        Assert.True(found is not null, $"3000 walks without the safety '{off}' found nothing: the simulation does not test it.");
    }

    private static async Task<string?> FindAsync(SimulatedHub hub, IWalkMake make, int seed, bool routes = false)
    {
        try
        {
            await using var walk = new Walk(hub, make, seed, routes, TestContext.Current.CancellationToken);
            await walk.RunAsync();
            return null;
        }
        catch (SimulationFailedException e)
        {
            return $"{e.Message}\n{await hub.HistoryAsync(TestContext.Current.CancellationToken)}";
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
