using MultiDbSync.AppHost.LocalCluster;

namespace MultiDbSync.Tests.AppHost.LocalCluster;

public sealed class ClusterCommandLineTests
{
    private ClusterOptions? _run;
    private ClusterOptions? _demo;

    [Fact]
    public async Task NoArguments_StartTheClusterWithTheUsualSettings()
    {
        Assert.Equal(0, await InvokeAsync());

        Assert.NotNull(_run);
        Assert.EndsWith(Path.Combine("artifacts", "data"), _run.Data, StringComparison.Ordinal);
        Assert.EndsWith(Path.Combine("artifacts", "cluster.json"), _run.ClusterFile, StringComparison.Ordinal);
        Assert.True(_run.Dashboard);
        Assert.False(_run.Reset);
        Assert.False(_run.AnyPorts);
        Assert.Null(_run.Databases);
    }

    [Fact]
    public async Task AllOptions_AreHandedOn()
    {
        Assert.Equal(0, await InvokeAsync("--no-dashboard", "--mail-folder", "--data", "here", "--reset", "--ports", "auto", "--cluster-file", "there.json", "--databases", "servers"));

        Assert.Equal(new ClusterOptions("here", Reset: true, Dashboard: false, MailFolder: true, AnyPorts: true, "there.json", "servers"), _run);
    }

    [Fact]
    public async Task Demo_TakesTheSameOptions()
    {
        Assert.Equal(0, await InvokeAsync("demo", "--data", "here"));

        Assert.Null(_run);
        Assert.Equal("here", _demo?.Data);
    }

    [Theory]
    [InlineData("--no-dashbord")]
    [InlineData("start")]
    [InlineData("--ports", "some")]
    [InlineData("--databases", "oracle")]
    [InlineData("--data")]
    public async Task ArgumentsThatMakeNoSense_EndWithCode2AndStartNothing(params string[] args)
    {
        Assert.Equal(ClusterCommandLine.BadArguments, await InvokeAsync(args));

        Assert.Null(_run);
        Assert.Null(_demo);
    }

    private Task<int> InvokeAsync(params string[] args) => ClusterCommandLine.InvokeAsync(
        ClusterCommandLine.Build(
            (options, _) =>
            {
                _run = options;
                return Task.FromResult(0);
            },
            (options, _) =>
            {
                _demo = options;
                return Task.FromResult(0);
            }),
        args,
        TestContext.Current.CancellationToken);
}
