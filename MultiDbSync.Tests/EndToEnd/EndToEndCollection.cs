using MultiDbSync.Tests.EndToEnd.Servers;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>
/// Tests with real processes run one after the other and share two clusters, one on files and one on servers, except those that end theirs: several
/// at once would only slow each other down.
/// </summary>
[CollectionDefinition(Name)]
public sealed class EndToEndCollection : ICollectionFixture<ClusterFixture>, ICollectionFixture<ServerClusterFixture>
{
    public const string Name = "End to end";
}
