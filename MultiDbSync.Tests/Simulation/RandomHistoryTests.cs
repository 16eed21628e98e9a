using System.Globalization;
using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Simulation;

/// <summary>
/// Random histories on the real engine. The number of walks in memory is <c>MDS_WALKS</c> (default 10,000); the first seed is <c>MDS_WALK_SEED</c> (default 1).
/// On SQLite files <c>MDS_SQLITE_WALKS</c> (default 40), on MariaDB <c>MDS_MARIADB_WALKS</c> (default 5), on PostgreSQL <c>MDS_POSTGRES_WALKS</c> (default 6),
/// on PostgreSQL by logical replication <c>MDS_LOGICAL_WALKS</c> (default 20).
/// </summary>
public sealed class RandomHistoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static int First => Number("MDS_WALK_SEED", 1);

    [Fact]
    public Task RandomHistory_AllSafetiesOn_ConvergesAndLosesNothing() => FindNothingAsync(WalkPlans.InMemory, Number("MDS_WALKS", 10_000));

    [Fact]
    public Task RandomHistory_FilteredDatabases_ConvergesAndLosesNothing() => FindNothingAsync(WalkPlans.Filtered, Number("MDS_WALKS", 10_000) / 20);

    [Fact]
    public async Task RandomHistory_SameSeed_IsTheSameHistoryWhateverRanBefore()
    {
        int[] seeds = [1, 2, 3, 6, 9, 25, 33, 41];
        await using var lab = await WalkLab.CreateAsync(Stop);
        var forth = new Dictionary<int, string>();
        foreach (var seed in seeds) forth[seed] = await lab.TellAsync(WalkPlans.InMemory(seed));
        await using var other = await WalkLab.CreateAsync(Stop);
        foreach (var seed in seeds.Reverse()) Assert.Equal(forth[seed], await other.TellAsync(WalkPlans.InMemory(seed)));
        Assert.Equal(seeds.Length, forth.Values.Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RandomHistory_SqliteFiles_ConvergesAndLosesNothing(bool routes)
    {
        using var folder = new MemoryFolder();
        await FindNothingAsync("MDS_SQLITE_WALKS", 40, routes, 6, seed => Task.FromResult<IWalkMake>(new SqliteMake(folder.Create(seed))));
    }

    [Fact]
    public async Task RandomHistory_MariaDb_ConvergesAndLosesNothing()
    {
        var make = await MariaDbMake.CreateAsync();
        await FindNothingAsync("MDS_MARIADB_WALKS", 5, routes: false, 4, _ => Task.FromResult<IWalkMake>(make));
    }

    [Theory]
    [InlineData(false, "MDS_POSTGRES_WALKS", 6)]
    [InlineData(true, "MDS_LOGICAL_WALKS", 20)]
    public async Task RandomHistory_PostgreSql_ConvergesAndLosesNothing(bool logical, string variable, int walks)
    {
        await using var make = await PostgresMake.CreateAsync(logical, Stop);
        await FindNothingAsync(variable, walks, routes: false, PostgresMake.MostNodes, async _ =>
        {
            await make.EmptyAsync();
            return make;
        });
    }

    private static async Task FindNothingAsync(Func<int, WalkPlan> plan, int walks)
    {
        if (await new WalkRange(EngineSafeties.AllOn, new InMemorySafeties(), plan).FindAsync(First, walks, Stop) is not { } found) return;
        await using var lab = await WalkLab.CreateAsync(Stop);
        var shrunk = await new WalkShrinker(p => lab.FindAsync(p)).ShrinkAsync(plan(found.Seed));
        Assert.Fail($"seed {found.Seed}: {found.Found}\nShrunk to {shrunk.Steps.Count} steps: {WalkFile.Write(shrunk)}\n{await lab.TellAsync(shrunk)}");
    }

    private static async Task FindNothingAsync(string variable, int walks, bool routes, int mostNodes, Func<int, Task<IWalkMake>> make)
    {
        await using var lab = await WalkLab.CreateAsync(Stop);
        for (var seed = First; seed < First + Number(variable, walks); seed++)
        {
            var trace = new List<string>();
            var found = await lab.FindAsync(WalkPlans.Plain(seed, routes, mostNodes), await make(seed), trace);
            Assert.True(found is null, $"seed {seed}: {found}\n{string.Join('\n', trace)}");
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
