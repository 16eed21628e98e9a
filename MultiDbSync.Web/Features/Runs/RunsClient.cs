using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Runs;

/// <summary>Runs, newest first.</summary>
internal sealed class RunsClient(ApiClient api, TimeProvider clock)
{
    /// <summary>With the changes of the configuration between them.</summary>
    public Task<Page<TimelineEntry>> TimelineAsync(RunFilter filter, int page, int pageSize, CancellationToken cancellationToken) =>
        api.GetAsync<Page<TimelineEntry>>("api/timeline" + filter.ToQuery(page, pageSize, clock.GetUtcNow()), cancellationToken);

    public Task<RunSummary> GetAsync(long id, CancellationToken cancellationToken) => api.GetAsync<RunSummary>($"api/runs/{id}", cancellationToken);

    public Task<RunSummary> CancelAsync(long id, CancellationToken cancellationToken) => api.PostAsync<RunSummary>($"api/runs/{id}/cancel", null, cancellationToken);

    public Task<RunSummary> PauseAsync(long id, CancellationToken cancellationToken) => api.PostAsync<RunSummary>($"api/runs/{id}/pause", null, cancellationToken);

    public Task<RunSummary> ResumeAsync(long id, CancellationToken cancellationToken) => api.PostAsync<RunSummary>($"api/runs/{id}/resume", null, cancellationToken);
}
