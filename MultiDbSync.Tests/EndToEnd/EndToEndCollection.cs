namespace MultiDbSync.Tests.EndToEnd;

/// <summary>Tests with real processes run one after the other: several clusters at once would only slow each other down.</summary>
[CollectionDefinition(Name)]
public sealed class EndToEndCollection
{
    public const string Name = "End to end";
}
