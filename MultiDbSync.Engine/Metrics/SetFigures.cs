namespace MultiDbSync.Engine.Metrics;

/// <summary>What a node's loops did for one sync set since somebody asked last.</summary>
/// <param name="Captured">Changes of the node that were accepted.</param>
/// <param name="Applied">Rows written to it.</param>
/// <param name="Applies">Target transactions.</param>
/// <param name="ApplyMs">What they took together, in milliseconds.</param>
/// <param name="SlowestApplyMs">What the slowest of them took, in milliseconds.</param>
internal sealed record SetFigures(long Captured, long Applied, int Applies, double ApplyMs, double SlowestApplyMs)
{
    public static SetFigures None { get; } = new(0, 0, 0, 0, 0);

    public SetFigures Plus(SetFigures other) => new(
        Captured + other.Captured, Applied + other.Applied, Applies + other.Applies, ApplyMs + other.ApplyMs, Math.Max(SlowestApplyMs, other.SlowestApplyMs));
}
