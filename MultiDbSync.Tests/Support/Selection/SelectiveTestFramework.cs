using System.Reflection;
using MultiDbSync.Tests.Support.Selection;
using Xunit.v3;

[assembly: TestFramework(typeof(SelectiveTestFramework))]

namespace MultiDbSync.Tests.Support.Selection;

/// <summary>
/// xUnit, but where <c>MDS_TESTS</c> names tests (beginnings of <c>Namespace.Class.Method</c>, with semicolons between), no others are found. A tool that
/// drives the tests itself and has no filter, as Stryker with the Microsoft Testing Platform, so runs the few that it is meant to run.
/// </summary>
internal sealed class SelectiveTestFramework(string? configFileName) : XunitTestFramework(configFileName)
{
    private static readonly string[]? Selected =
        Environment.GetEnvironmentVariable("MDS_TESTS")?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private readonly string? _configFileName = configFileName;

    public SelectiveTestFramework()
        : this(null)
    {
    }

    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        Selected is null ? base.CreateDiscoverer(assembly) : new SelectiveDiscoverer(Whole(assembly), Selected);

    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) =>
        FreshExecutor.IsWanted ? new FreshExecutor(Whole(assembly)) : base.CreateExecutor(assembly);

    private XunitTestAssembly Whole(Assembly assembly) => new(assembly, configFilePath: _configFileName);
}
