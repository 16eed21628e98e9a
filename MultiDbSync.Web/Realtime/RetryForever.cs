using Microsoft.AspNetCore.SignalR.Client;

namespace MultiDbSync.Web.Realtime;

/// <summary>Tries again for as long as the page is open, at most ten seconds apart.</summary>
internal sealed class RetryForever : IRetryPolicy
{
    private static readonly TimeSpan[] Delays = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    public static TimeSpan Delay(long attempt) => attempt < Delays.Length ? Delays[attempt] : TimeSpan.FromSeconds(10);

    public TimeSpan? NextRetryDelay(RetryContext retryContext) => Delay(retryContext.PreviousRetryCount);
}
