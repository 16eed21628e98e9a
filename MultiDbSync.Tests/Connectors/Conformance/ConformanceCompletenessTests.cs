using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>No make dodges a suite.</summary>
public sealed class ConformanceCompletenessTests
{
    private static readonly Type[] Suites = [typeof(CaptureConformance<>), typeof(ApplyConformance<>), typeof(ConstraintConformance<>), typeof(StateConformance<>)];

    public static TheoryData<string> Factories =>
        [.. typeof(SqliteConnectorFactory).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IConnectorFactory))).Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Factories))]
    public void Make_EverySuite_HasASubclass(string factory)
    {
        var covered = GetType().Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false, BaseType.IsGenericType: true } && Suites.Contains(t.BaseType.GetGenericTypeDefinition()))
            .Where(t => FactoryOf(t.BaseType!.GetGenericArguments()[0]) == factory)
            .Select(t => t.BaseType!.GetGenericTypeDefinition());
        Assert.Equal(Suites.Select(s => s.Name).Order(), covered.Select(s => s.Name).Order());
    }

    private static string FactoryOf(Type fixture) => ((Type)fixture.GetProperty(nameof(IConformanceFixture.FactoryType))!.GetValue(null)!).Name;
}
