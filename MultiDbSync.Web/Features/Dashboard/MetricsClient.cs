using MultiDbSync.Contracts.Status;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>The charts' history.</summary>
internal sealed class MetricsClient(ApiClient api)
{
    public Task<SyncMetrics> GetAsync(MetricsView view, CancellationToken cancellationToken) => api.GetAsync<SyncMetrics>("api/sync-metrics" + view.ToQuery(), cancellationToken);
}
