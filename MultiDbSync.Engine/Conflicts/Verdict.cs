namespace MultiDbSync.Engine.Conflicts;

/// <summary>What the hub makes of a captured change.</summary>
internal enum Verdict
{
    /// <summary>Its writer had seen what it replaces.</summary>
    Accept,

    /// <summary>The row holds this value already: counted, nothing to carry.</summary>
    EqualResult,

    /// <summary>Two writers did not know of each other.</summary>
    Conflict,

    /// <summary>The node's row was not what it should have been.</summary>
    Divergence,
}
