namespace MultiDbSync.Engine.Connectors;

/// <summary>Where a table's numbering stands.</summary>
/// <param name="Next">The number that the next row would get.</param>
/// <param name="Highest">The highest number in use, or null for an empty table.</param>
/// <param name="Largest">The largest number that the column holds.</param>
public sealed record IdentityState(string Column, long Next, long? Highest, long Largest)
{
    /// <summary>False where the database always goes on above its highest row.</summary>
    public bool CanMove { get; init; } = true;
}
