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
            .Where(t => t is { IsClass: true, IsAbstract: false })
            .SelectMany(BaseTypes)
            .Where(b => Suites.Contains(b.GetGenericTypeDefinition()) && FactoryOf(b.GetGenericArguments()[0]) == factory)
            .Select(b => b.GetGenericTypeDefinition());
        Assert.Equal(Suites.Select(s => s.Name).Order(), covered.Select(s => s.Name).Order());
    }

    private static IEnumerable<Type> BaseTypes(Type type)
    {
        for (var b = type.BaseType; b is not null; b = b.BaseType)
            if (b.IsGenericType) yield return b;
    }

    private static string FactoryOf(Type fixture) => ((Type)fixture.GetProperty(nameof(IConformanceFixture.FactoryType))!.GetValue(null)!).Name;
}
