namespace MultiDbSync.Tests.Simulation;

/// <summary>The hub's time in a walk: it stands still within a step.</summary>
internal sealed class WalkClock : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private DateTimeOffset _now = Beginning;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;

    public void Reset() => _now = Beginning;
}
