namespace MultiDbSync.Engine.Storage;

/// <summary>A counter since the hub store was made (captured, applied, equalResults, merged, autoResolved, divergences …).</summary>
public sealed class CounterEntity
{
    /// <summary>Its name, camelCase.</summary>
    public required string Name { get; set; }

    /// <summary>Its value.</summary>
    public long Value { get; set; }
}
