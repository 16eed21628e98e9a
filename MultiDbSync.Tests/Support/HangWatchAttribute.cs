using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Xunit.v3;

namespace MultiDbSync.Tests.Support;

/// <summary>
/// Ends the run, with the test's name, when a test does not end: a run that hangs says nothing. Patience is 15 minutes, or the minutes in
/// <c>MDS_TEST_PATIENCE</c> for long randomised runs.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class HangWatchAttribute : BeforeAfterTestAttribute
{
    private const int Hung = 70;

    private static readonly TimeSpan Patience =
        TimeSpan.FromMinutes(int.TryParse(Environment.GetEnvironmentVariable("MDS_TEST_PATIENCE"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 15);

    private static readonly ConcurrentDictionary<string, Timer> Running = new(StringComparer.Ordinal);

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Running[test.UniqueID] = new Timer(_ => End(test.TestDisplayName), null, Patience, Timeout.InfiniteTimeSpan);

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Running.TryRemove(test.UniqueID, out var timer)) timer.Dispose();
    }

    private static void End(string test)
    {
        Console.Error.WriteLine($"{test} did not end within {Patience.TotalMinutes:0} min: the run is ended. MDS_TEST_PATIENCE sets another limit.");
        Environment.Exit(Hung);
    }
}
