namespace MultiDbSync.Tests.Simulation;

/// <summary>
/// The proof that the simulation tests what it should: with any one safety of the algorithm switched off it finds a failing seed, and shrinks it to a short
/// history that still fails. What it found is listed in docs/testing.md.
/// </summary>
public sealed class MutationTests
{
    private const int MostSeeds = 12_000;
    private const int MostSteps = 20;

    public static TheoryData<string> Names => [.. Mutation.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RandomHistory_OneSafetyOff_FindsTheHoleAndShrinksIt(string off)
    {
        var mutation = Mutation.All.Single(m => m.Name == off);
        var stop = TestContext.Current.CancellationToken;
        await using var lab = await WalkLab.CreateAsync(mutation.Engine, mutation.Node, stop);
        await using var whole = await WalkLab.CreateAsync(stop);

        var found = await FirstSavedAsync(mutation, whole, stop);
        Assert.True(found is not null, $"{MostSeeds} walks from {mutation.From} without the safety '{off}' found nothing: the simulation does not test it.");

        // The history is to stay one that the safety saves.
        var shrunk = await new WalkShrinker(async plan => await lab.FindAsync(plan) is { } hole && await whole.FindAsync(plan) is null ? hole : null).ShrinkAsync(mutation.Plan(found.Value));
        TestContext.Current.TestOutputHelper?.WriteLine($"{off}: seed {found.Value}, {shrunk.Steps.Count} steps\n{await lab.TellAsync(shrunk)}");
        Assert.NotNull(await lab.FindAsync(shrunk));
        Assert.InRange(shrunk.Steps.Count, 1, MostSteps);
        Assert.Null(await whole.FindAsync(WalkFile.Read(WalkFile.Write(shrunk))));
    }

    // The first history that fails without the safety, and that the safety saves.
    private static async Task<int?> FirstSavedAsync(Mutation mutation, WalkLab whole, CancellationToken stop)
    {
        for (var seed = mutation.From; seed < mutation.From + MostSeeds;)
        {
            if (await new WalkRange(mutation.Engine, mutation.Node, mutation.Plan).FindAsync(seed, mutation.From + MostSeeds - seed, stop) is not { } found) return null;
            if (await whole.FindAsync(mutation.Plan(found.Seed)) is null) return found.Seed;
            seed = found.Seed + 1;
        }

        return null;
    }
}
