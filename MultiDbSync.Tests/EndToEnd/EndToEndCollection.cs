namespace MultiDbSync.Tests.EndToEnd;

/// <summary>
/// Tests with real processes run one after the other and share one cluster, except those that end theirs: several at once would only slow
/// each other down.
/// </summary>
[CollectionDefinition(Name)]
public sealed class EndToEndCollection : ICollectionFixture<ClusterFixture>
{
    public const string Name = "End to end";
}
