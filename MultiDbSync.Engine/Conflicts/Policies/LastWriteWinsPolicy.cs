namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>The later side stands, as a whole row. Ties: the higher node priority, then the node whose name sorts last.</summary>
internal sealed class LastWriteWinsPolicy : IResolutionPolicy
{
    public string Name => "last-write-wins";

    public Settlement Settle(ConflictCase conflict) =>
        Compare(conflict.Right, conflict.Left) > 0 ? new Settlement.TakeRight() : new Settlement.TakeLeft();

    private static int Compare(ConflictSide a, ConflictSide b)
    {
        var order = a.At.CompareTo(b.At);
        if (order == 0) order = a.Priority.CompareTo(b.Priority);
        return order == 0 ? string.CompareOrdinal(a.Node, b.Node) : order;
    }
}
