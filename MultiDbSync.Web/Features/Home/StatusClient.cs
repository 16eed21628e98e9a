using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Home;

/// <summary>Status, "Sync now" and the demo.</summary>
internal sealed class StatusClient(ApiClient api)
{
    public Task<SyncStatus> GetAsync(CancellationToken cancellationToken) => api.GetAsync<SyncStatus>("api/sync-status", cancellationToken);

    public Task<TriggerSyncResponse> SyncNowAsync(string? syncSet, CancellationToken cancellationToken) =>
        api.PostAsync<TriggerSyncResponse>("api/trigger-manual-sync", new TriggerSyncRequest(syncSet), cancellationToken);

    public Task<RunSummary> DemoAsync(CancellationToken cancellationToken) => api.PostAsync<RunSummary>("api/demo", null, cancellationToken);
}
