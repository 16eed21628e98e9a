using MultiDbSync.AppHost.LocalCluster;

namespace MultiDbSync.Tests.AppHost.LocalCluster;

public sealed class ClusterConsoleTests
{
    [Fact]
    public void Line_WithoutColours_CarriesThePrefixOnly()
    {
        using var writer = new StringWriter();

        new ClusterConsole(writer, colours: false).Line("api", "ready");

        Assert.Equal("api        | ready" + Environment.NewLine, writer.ToString());
    }

    [Fact]
    public void Line_WithColours_GivesEachResourceItsOwn()
    {
        using var writer = new StringWriter();
        var console = new ClusterConsole(writer, colours: true);

        console.Line("api", "x");
        console.Line("web", "x");

        var lines = writer.ToString().Split(Environment.NewLine);
        Assert.NotEqual(lines[0][..6], lines[1][..6]);
    }
}
