namespace MultiDbSync.Tests.Simulation;

/// <summary>Chance within one step: begun anew with each, so that a step does the same whatever was drawn before it (SplitMix64).</summary>
internal sealed class StepRandom : Random
{
    private const int TokensOfStep = 32;

    private ulong _state;
    private long _token = Walk.FirstToken;

    /// <summary>A value that nobody has written before.</summary>
    public long NextToken() => ++_token;

    public void Begin(int number, int seed)
    {
        _state = (ulong)(uint)seed * 0x9E3779B97F4A7C15;
        _token = Walk.FirstToken + ((long)number * TokensOfStep);
    }

    public override int Next() => (int)(Draw() >> 33);

    public override int Next(int maxValue) => maxValue <= 1 ? 0 : (int)(Draw() % (ulong)maxValue);

    public override int Next(int minValue, int maxValue) => minValue + Next(maxValue - minValue);

    protected override double Sample() => (Draw() >> 11) * (1.0 / (1UL << 53));

    private ulong Draw()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
