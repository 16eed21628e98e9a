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
        string[] names = ["capture", "hub commit", .. targets];
        var before = Fixture.Telemetry.Spans.ToHashSet();

        Fixture.Databases.Execute(SampleDatabases.Primary, "UPDATE books SET title = 'Followed on its way' WHERE id = 119");

        List<Span> trace = [];
        await Eventually.TrueAsync(
            () =>
            {
                // Spans are sent some seconds late: those of earlier changes can be among the new ones, and one of them would do as well.
                trace = News().GroupBy(span => span.TraceId).FirstOrDefault(spans => names.All(name => spans.Count(span => span.Name == name) == 1))?.ToList() ?? [];
                return trace.Count > 0;
            },
            Soon,
            () => string.Join(Environment.NewLine, News()),
            "a trace begins with a capture and reaches two databases");

        var root = Assert.Single(trace, span => span.ParentId.Length == 0);
        var commit = Assert.Single(trace, span => span.Name == "hub commit");
        Assert.Equal(("capture", root.Id), (root.Name, commit.ParentId));
        foreach (var target in targets)
            Assert.Equal(commit.Id, Assert.Single(trace, span => span.Name == target).ParentId);

        IEnumerable<Span> News() => Fixture.Telemetry.Spans.Where(span => !before.Contains(span));
    }
}
