namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>
/// Which of two sides wins, by the hub's time, node priority and node name. Every order ends with the node names, which differ: it never depends on which
/// side was accepted first.
/// </summary>
internal static class SideOrder
{
    /// <summary>The later side; ties: the higher priority, then the name that sorts last.</summary>
    public static int Later(ConflictSide a, ConflictSide b) => First(a.At.CompareTo(b.At), a.Priority.CompareTo(b.Priority), Names(a, b));

    /// <summary>The earlier side; ties as for <see cref="Later"/>.</summary>
    public static int Earlier(ConflictSide a, ConflictSide b) => First(b.At.CompareTo(a.At), a.Priority.CompareTo(b.Priority), Names(a, b));

    /// <summary>The side of higher priority; ties: the later one, then the name that sorts last.</summary>
    public static int Prior(ConflictSide a, ConflictSide b) => First(a.Priority.CompareTo(b.Priority), a.At.CompareTo(b.At), Names(a, b));

    private static int Names(ConflictSide a, ConflictSide b) => string.CompareOrdinal(a.Node, b.Node);

    private static int First(int first, int second, int third) => first != 0 ? first : second != 0 ? second : third;
}
