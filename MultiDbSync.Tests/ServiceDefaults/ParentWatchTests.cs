using System.IO.Pipes;
using MultiDbSync.ServiceDefaults;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.ServiceDefaults;

public sealed class ParentWatchTests
{
    [Fact]
    public async Task Gone_ParentClosesItsEnd_IsRaised()
    {
        using var parent = new AnonymousPipeServerStream(PipeDirection.Out);
        using var child = new AnonymousPipeClientStream(PipeDirection.In, parent.ClientSafePipeHandle);
        using var watch = new ParentWatch("1", child, () => { });
        Assert.False(watch.Gone.IsCancellationRequested);

        await parent.DisposeAsync();

        await Eventually.TrueAsync(() => watch.Gone.IsCancellationRequested, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void FromEnvironment_WithoutParent_WatchesNothing()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(ParentWatch.Variable) is not null, "These tests run under a watching parent themselves.");

        Assert.Null(ParentWatch.FromEnvironment());
    }
}
