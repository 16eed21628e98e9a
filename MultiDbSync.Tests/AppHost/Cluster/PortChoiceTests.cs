using System.Net;
using System.Net.Sockets;
using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.Tests.AppHost.Cluster;

public sealed class PortChoiceTests
{
    [Fact]
    public void Choose_PreferredIsTaken_MovesToAnother()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var chosen = new PortChoice().Choose(port);

        Assert.NotEqual(port, chosen);
    }

    [Fact]
    public void Choose_PreferredIsFree_TakesIt()
    {
        var free = new PortChoice().Choose(null);

        Assert.Equal(free, new PortChoice().Choose(free));
    }

    [Fact]
    public void Choose_ManyTimes_GivesEachPortOnceAndNoneOfOutgoingConnections()
    {
        var choice = new PortChoice();

        var ports = Enumerable.Range(0, 50).Select(_ => choice.Choose(null)).ToList();

        Assert.Equal(ports.Count, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 20_000, 32_000));
    }
}
