using System.Diagnostics;
using MultiDbSync.AppHost;
using MultiDbSync.Tests.EndToEnd.Cases;
using MultiDbSync.Tests.EndToEnd.Databases;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd.Servers;

/// <summary>
/// A database server is killed amid the load and started again: what was committed stays, what was not never was, and the worker finds its way back
/// by itself.
/// </summary>
[Collection(EndToEndCollection.Name)]
public sealed class ServerKillTests(ServerClusterFixture fixture) : ClusterCases(fixture)
{
    private const int Kills = 2;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(ResourceNames.Postgres)]
    [InlineData(ResourceNames.MySql)]
    public async Task Server_KilledUnderLoad_LosesNothingAndAppliesNothingTwice(string server)
    {
        Assert.SkipWhen(Fixture.Cluster.ServerPid(server) is null, "The server runs in a container.");
        await Fixture.SettleAsync();
        var databases = Fixture.Databases;
        var worker = Fixture.Cluster.Description.Pids[ResourceNames.SyncWorker];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var counters = databases.Names.Select((name, i) => new CounterLoad(databases, name, i, databases.Names.Count)).ToList();
        var load = counters.Select(counter => Task.Run(() => counter.RunAsync(stop.Token), TestContext.Current.CancellationToken)).ToList();

        for (var kill = 0; kill < Kills; kill++)
        {
            await AnotherChangeArrivesAsync(SampleDatabases.Primary, server);
            await AnotherChangeArrivesAsync(server, SampleDatabases.Primary);
            await KillAsync(server, counters[databases.Names.ToList().IndexOf(server)]);
        }

        await AnotherChangeArrivesAsync(SampleDatabases.Primary, server);
        await AnotherChangeArrivesAsync(server, SampleDatabases.Primary);
        await stop.CancelAsync();
        await Task.WhenAll(load);
        await databases.AgreeAsync();
        foreach (var name in databases.Names)
            Assert.All(counters, counter => Assert.Equal(counter.Expected, counter.Read(name)));
        Assert.Equal(worker, Fixture.Cluster.Description.Pids[ResourceNames.SyncWorker]);
        Assert.All(databases.OthersThan(server), name => Assert.Equal(0, counters[databases.Names.ToList().IndexOf(name)].Interruptions));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills of {server}, {counters.Sum(c => c.Increments)} increments");
    }

    /// <summary>Kills the server itself, and waits until its application has noticed and works again.</summary>
    private async Task KillAsync(string server, CounterLoad counter)
    {
        var (pid, before) = (Fixture.Cluster.ServerPid(server)!.Value, counter.Interruptions);
        using (var victim = Process.GetProcessById(pid))
            victim.Kill();
        await Eventually.TrueAsync(() => counter.Interruptions > before, Soon, () => Fixture.Cluster.Output, $"{server} ({pid}) is gone for its application");
        var then = counter.Increments;
        await Eventually.TrueAsync(() => counter.Increments > then, Soon, () => Fixture.Cluster.Output, $"{server} was started again and its application goes on");
    }

    /// <summary>What an application counts on the one database is seen to grow on the other.</summary>
    private async Task AnotherChangeArrivesAsync(string source, string target)
    {
        var index = Fixture.Databases.Names.ToList().IndexOf(source);
        var before = Arrived();
        await Eventually.TrueAsync(() => !Equals(Arrived(), before), Soon, () => Fixture.Cluster.Output, $"the worker delivers what {source} counts to {target}");

        object? Arrived() => Fixture.Databases.Execute(target, $"SELECT sum(copies) FROM books WHERE id <= 120 AND id % {Fixture.Databases.Names.Count} = {index}");
    }
}
