using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Runs;

/// <summary>Runs, newest first.</summary>
internal sealed class RunsClient(ApiClient api)
{
    public Task<Page<RunSummary>> ListAsync(string? status, int page, int pageSize, CancellationToken cancellationToken) =>
        api.GetAsync<Page<RunSummary>>(
            $"api/runs?page={page}&pageSize={pageSize}{(status is null ? "" : "&status=" + Uri.EscapeDataString(status))}", cancellationToken);

    public Task<RunSummary> GetAsync(long id, CancellationToken cancellationToken) => api.GetAsync<RunSummary>($"api/runs/{id}", cancellationToken);
}
