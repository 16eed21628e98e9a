namespace MultiDbSync.Tests.Simulation;

/// <summary>Shrunk histories that once found a defect (see the files' names), and must find nothing any more.</summary>
public sealed class RegressionTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Simulation", "Regressions");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Regression_ShrunkHistory_FindsNothing(string file)
    {
        await using var lab = await WalkLab.CreateAsync(TestContext.Current.CancellationToken);
        var plan = WalkFile.Read(await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken));
        var found = await lab.FindAsync(plan);
        Assert.True(found is null, $"{found}\n{await lab.TellAsync(plan)}");
    }
}
