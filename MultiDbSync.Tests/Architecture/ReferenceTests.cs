using System.Reflection;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Contracts.Realtime;

namespace MultiDbSync.Tests.Architecture;

/// <summary>The arrows between the projects, as docs/architecture.md draws them.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["MultiDbSync.Contracts"] = [],
        ["MultiDbSync.ServiceDefaults"] = [],
        ["MultiDbSync.Engine"] = ["MultiDbSync.Contracts"],
        ["MultiDbSync.Connectors"] = ["MultiDbSync.Engine", "MultiDbSync.Contracts"],
        ["MultiDbSync.SyncWorker"] = ["MultiDbSync.Engine", "MultiDbSync.Connectors", "MultiDbSync.Contracts", "MultiDbSync.ServiceDefaults"],
        ["MultiDbSync.Api"] = ["MultiDbSync.Engine", "MultiDbSync.Connectors", "MultiDbSync.Contracts", "MultiDbSync.ServiceDefaults"],
        ["MultiDbSync.Web"] = ["MultiDbSync.Contracts", "MultiDbSync.ServiceDefaults"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_OnlyWhatItMay(string project)
    {
        var ours = Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("MultiDbSync.", StringComparison.Ordinal));
        Assert.Empty(ours.Except(Allowed[project]));
    }

    [Fact]
    public void Contracts_HoldNoBehaviourButConstants() =>
        Assert.All(typeof(SyncEvent).Assembly.GetExportedTypes(), type => Assert.False(typeof(IDisposable).IsAssignableFrom(type), type.FullName));

    [Fact]
    public void Connectors_OneFolderPerMake_KnowNothingOfEachOther()
    {
        var types = typeof(SqliteConnectorFactory).Assembly.GetTypes().Where(t => t.Namespace is not null && !t.FullName!.Contains('<', StringComparison.Ordinal));
        foreach (var type in types)
        {
            var used = type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(f => f.FieldType)
                .Concat(type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
                    .SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)))
                .Where(t => t.Namespace?.StartsWith("MultiDbSync.Connectors.", StringComparison.Ordinal) == true);
            Assert.All(used, other => Assert.True(FolderOf(other) == FolderOf(type) || other.Namespace!.StartsWith("MultiDbSync.Connectors.Relational", StringComparison.Ordinal), $"{type} uses {other}"));
        }
    }

    // A make's folder may have folders of its own.
    private static string FolderOf(Type type) => string.Join('.', type.Namespace!.Split('.').Take(3));

    [Fact]
    public void Engine_KnowsNoMakeByName()
    {
        var makes = new[] { "\"sqlite\"", "\"postgresql\"", "\"mysql\"", "\"in-memory\"" };
        var root = SourceTree.Root;
        var sources = new[] { "MultiDbSync.Engine", "MultiDbSync.Api" }
            .SelectMany(p => Directory.EnumerateFiles(Path.Combine(root, p), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        Assert.All(sources, file => Assert.DoesNotContain(makes, make => File.ReadAllText(file).Contains(make, StringComparison.Ordinal)));
    }
}
