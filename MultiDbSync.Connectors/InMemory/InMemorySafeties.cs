namespace MultiDbSync.Connectors.InMemory;

/// <summary>Safeties of the node's side of the algorithm; tests switch one off and require that the simulation finds it.</summary>
internal sealed record InMemorySafeties
{
    /// <summary>A row with a change of the node's own that the hub has not judged is left alone.</summary>
    public bool Guard { get; init; } = true;

    /// <summary>Rows left alone are remembered.</summary>
    public bool Deferred { get; init; } = true;

    /// <summary>A batch planned before a capture is refused.</summary>
    public bool Generation { get; init; } = true;

    /// <summary>The applier's own writes are not captured.</summary>
    public bool Echo { get; init; } = true;

    /// <summary>Changes of a row that nested triggers numbered out of order are put in the order in which they happened.</summary>
    public bool Chain { get; init; } = true;

    /// <summary>The applied marker is numbered after the rows are locked.</summary>
    public bool MarkerLast { get; init; } = true;
}
