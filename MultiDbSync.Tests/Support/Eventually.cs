using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MultiDbSync.Tests.Support;

/// <summary>Waits for a condition, and says which one did not come true.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="explain">More to say when the time is over, such as a log.</param>
    public static async Task TrueAsync(
        Func<Task<bool>> condition, TimeSpan limit, Func<string>? explain = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > limit)
                throw new TimeoutException($"Not true after {limit.TotalSeconds:0} s: {what}{Environment.NewLine}{explain?.Invoke()}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(Func<bool> condition, TimeSpan limit, Func<string>? explain = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(() => Task.FromResult(condition()), limit, explain, what);
}
