using System.Globalization;
using MultiDbSync.AppHost;
using MultiDbSync.Tests.EndToEnd.Databases;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd.Cases;

/// <summary>
/// The worker is killed at random moments while all three databases are written to. Each counts on rows of its own, so a change that were lost or applied
/// twice would show in a number. <c>MDS_KILLS</c> says how often (default 5).
/// </summary>
public abstract class WorkerKillCases(ClusterFixture fixture) : ClusterCases(fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("MDS_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 5;

    [Fact]
    public async Task Worker_KilledAtRandomMomentsUnderLoad_LosesNothingAndAppliesNothingTwice()
    {
        await Fixture.SettleAsync();
        var random = new Random();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var counters = Fixture.Databases.Names.Select((name, i) => new CounterLoad(Fixture.Databases, name, i, Fixture.Databases.Names.Count)).ToList();
        var load = counters.Select(counter => Task.Run(() => counter.RunAsync(stop.Token), TestContext.Current.CancellationToken)).ToList();

        for (var kill = 0; kill < Kills; kill++)
        {
            // In turn: amid its work, while it catches up, amid its work, while it starts. After a long run the cluster starts it again without a pause.
            var starting = kill % 4 == 3;
            if (!starting)
                await AnotherChangeArrivesAsync();
            await Task.Delay(kill % 2 == 0 ? random.Next(1500, 3000) : random.Next(400), TestContext.Current.CancellationToken);
            await Fixture.Cluster.RestartedAsync(ResourceNames.SyncWorker, await Fixture.Cluster.KillAsync(ResourceNames.SyncWorker));
        }

        await AnotherChangeArrivesAsync();
        await stop.CancelAsync();
        await Task.WhenAll(load);
        await Fixture.Databases.AgreeAsync();
        foreach (var name in Fixture.Databases.Names)
            Assert.All(counters, counter => Assert.Equal(counter.Expected, counter.Read(name)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {counters.Sum(c => c.Increments)} increments");
        Assert.All(counters, counter => Assert.True(counter.Increments > 0));
        Assert.All(counters, counter => Assert.Equal(0, counter.Interruptions));
    }

    private async Task AnotherChangeArrivesAsync()
    {
        var before = Arrived();
        await Eventually.TrueAsync(() => !Equals(Arrived(), before), Soon, () => Fixture.Cluster.Output, $"the worker delivers what primary counts to {Fixture.Databases.Postgres}");
    }

    private object? Arrived() => Fixture.Databases.Execute(Fixture.Databases.Postgres, "SELECT sum(copies) FROM books WHERE id <= 120 AND id % 3 = 0");
}
