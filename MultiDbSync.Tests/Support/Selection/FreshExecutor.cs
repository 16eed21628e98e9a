using Xunit.Sdk;
using Xunit.v3;

namespace MultiDbSync.Tests.Support.Selection;

/// <summary>
/// Where <c>MDS_FRESH_PROCESS</c> is set: one run of tests, then the process is worn out. Stryker keeps a process for the next mutant, but what the last one left
/// behind in static fields (parsed policies, tables of policies and rules) would count for or against it. A process that ends is replaced, and the run repeated, once.
/// </summary>
internal sealed class FreshExecutor(XunitTestAssembly assembly) : XunitTestFrameworkExecutor(assembly)
{
    private const int WornOut = 71;

    private static int _runs;

    // While Stryker looks which tests reach which mutant, it runs them one by one, and no mutant is active.
    public static bool IsWanted => Environment.GetEnvironmentVariable("MDS_FRESH_PROCESS") is not null && Environment.GetEnvironmentVariable("STRYKER_COVERAGE_FILE") is null;

    public override ValueTask RunTestCases(
        IReadOnlyCollection<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _runs) > 1) Environment.Exit(WornOut);
        return base.RunTestCases(testCases, executionMessageSink, executionOptions, cancellationToken);
    }
}
