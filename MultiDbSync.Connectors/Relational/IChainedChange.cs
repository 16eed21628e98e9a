namespace MultiDbSync.Connectors.Relational;

/// <summary>A change as <see cref="ChangeChain"/> looks at it: images as the log spells them.</summary>
internal interface IChainedChange
{
    (string Table, string Key) Row { get; }

    string? Before { get; }

    string? After { get; }
}
