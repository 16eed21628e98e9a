using Microsoft.Extensions.Logging;

namespace MultiDbSync.Engine.Runtime;

/// <summary>The boundary of a background loop: a step that fails is logged, and the next one comes at its time.</summary>
internal static class Repeat
{
    /// <summary>Takes a step now and then at every interval, until cancelled.</summary>
    public static async Task EveryAsync(
        TimeSpan interval, string name, Func<CancellationToken, Task> step, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
        do
        {
            try
            {
                await step(cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                EngineLog.LoopFailed(logger, name, e);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
