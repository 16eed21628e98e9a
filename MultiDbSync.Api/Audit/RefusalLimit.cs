using System.Threading.RateLimiting;

namespace MultiDbSync.Api.Audit;

/// <summary>How many refusals of one caller are kept: somebody who asks again and again for what is refused fills neither the log nor the hub store's time.</summary>
internal sealed class RefusalLimit : IDisposable
{
    /// <summary>Entries a minute for each person and address.</summary>
    public const int PerMinute = 30;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetFixedWindowLimiter(
        caller, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    public bool Allows(string actor, string address)
    {
        using var lease = _limiter.AttemptAcquire($"{actor} {address}");
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
