using Microsoft.Extensions.Options;
using MultiDbSync.Api.Hosting;

namespace MultiDbSync.Api.Features.Query;

/// <summary>How many queries run at once, over all people.</summary>
internal sealed class QuerySlots(IOptions<RateLimits> limits) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _free = new(limits.Value.ConcurrentQueries);

    /// <summary>A slot to be disposed, or null when none became free in time.</summary>
    public async Task<IDisposable?> TakeAsync(CancellationToken cancellationToken) =>
        await _free.WaitAsync(Patience, cancellationToken) ? new Slot(_free) : null;

    public void Dispose() => _free.Dispose();

    private sealed class Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
