using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>What a policy makes of a conflict.</summary>
public abstract record Settlement
{
    private Settlement()
    {
    }

    /// <summary>The left side stands.</summary>
    public sealed record TakeLeft : Settlement;

    /// <summary>The right side stands.</summary>
    public sealed record TakeRight : Settlement;

    /// <summary>Both sides stand, in their columns.</summary>
    public sealed record Merge(RowImage Result) : Settlement;

    /// <summary>Both rows stand, the right one under a new key.</summary>
    public sealed record KeepBoth : Settlement;

    /// <summary>A person decides.</summary>
    public sealed record Ask : Settlement;
}
