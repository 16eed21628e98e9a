using MultiDbSync.Tests.EndToEnd.Databases;
using MultiDbSync.Tests.EndToEnd.Telemetry;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd.Cases;

/// <summary>One change is one trace, as the services export it: from its capture over the hub to every target.</summary>
public abstract class TraceCases(ClusterFixture fixture) : ClusterCases(fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Change_CapturedCommittedAndApplied_IsOneTrace()
    {
        await Fixture.SettleAsync();
        var targets = Fixture.Databases.OthersThan(SampleDatabases.Primary).Select(name => $"apply {name}").ToList();
        var before = Fixture.Telemetry.Spans.ToHashSet();

        Fixture.Databases.Execute(SampleDatabases.Primary, "UPDATE books SET title = 'Followed on its way' WHERE id = 119");

        IReadOnlyList<Span> trace = [];
        await Eventually.TrueAsync(
            () =>
            {
                var news = Fixture.Telemetry.Spans.Where(span => !before.Contains(span)).ToList();
                var capture = news.Find(span => span.Name == "capture");
                trace = [.. news.Where(span => span.TraceId == capture?.TraceId)];
                return targets.TrueForAll(name => trace.Any(span => span.Name == name));
            },
            Soon,
            () => string.Join(Environment.NewLine, Fixture.Telemetry.Spans.Where(span => !before.Contains(span))),
            "a trace begins with a capture and reaches two databases");

        var root = Assert.Single(trace, span => span.ParentId.Length == 0);
        var commit = Assert.Single(trace, span => span.Name == "hub commit");
        Assert.Equal(("capture", root.Id), (root.Name, commit.ParentId));
        foreach (var target in targets)
            Assert.Equal(commit.Id, Assert.Single(trace, span => span.Name == target).ParentId);
    }
}
