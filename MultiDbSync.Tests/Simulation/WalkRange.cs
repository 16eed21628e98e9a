using System.Globalization;
using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Tests.Simulation;

/// <summary>Seeds one after the other on two threads, each with a hub of its own. What a seed does depends on nothing but the seed.</summary>
internal sealed class WalkRange(EngineSafeties engine, InMemorySafeties node, Func<int, WalkPlan> plan)
{
    private const int Threads = 2;
    private const int Stride = 10_000;

    private readonly Lock _lock = new();
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private int _next;
    private int _done;
    private int _end;
    private (int Seed, string Found)? _first;

    /// <summary>The lowest seed that breaks something, or null.</summary>
    public async Task<(int Seed, string Found)?> FindAsync(int first, int count, CancellationToken stop)
    {
        (_next, _end) = (first, first + count);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() => RunAsync(stop), stop)));
        return _first;
    }

    private async Task RunAsync(CancellationToken stop)
    {
        await using var lab = await WalkLab.CreateAsync(engine, node, stop);
        while (Take() is { } seed)
        {
            stop.ThrowIfCancellationRequested();
            if (await lab.FindAsync(plan(seed)) is { } found) Note(seed, found);
            if (Interlocked.Increment(ref _done) is var done && done % Stride == 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} walks in {TimeProvider.System.GetElapsedTime(_began).TotalSeconds:0} s"));
        }
    }

    private int? Take()
    {
        lock (_lock) return _next < _end ? _next++ : null;
    }

    private void Note(int seed, string found)
    {
        lock (_lock)
        {
            if (_first is null || seed < _first.Value.Seed) _first = (seed, found);
            _end = Math.Min(_end, _first.Value.Seed);
        }
    }
}
