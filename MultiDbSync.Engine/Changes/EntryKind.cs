namespace MultiDbSync.Engine.Changes;

/// <summary>What an entry of a node's change log says.</summary>
public enum EntryKind
{
    /// <summary>An application changed a row.</summary>
    Change,

    /// <summary>Marker of the applier: the node has received the hub log up to a position.</summary>
    Applied,

    /// <summary>Marker of the applier: a row was left alone at a position.</summary>
    Deferred,

    /// <summary>Marker of the applier: a row that was left alone has its head now.</summary>
    Released,
}
