using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>Lists and resolves conflicts.</summary>
internal sealed class ConflictsClient(ApiClient api)
{
    public Task<Page<ConflictSummary>> ListAsync(ConflictFilter filter, CancellationToken cancellationToken) =>
        api.GetAsync<Page<ConflictSummary>>("api/get-conflicts" + filter.ToQuery(), cancellationToken);

    public Task<ConflictDetail> GetAsync(long id, CancellationToken cancellationToken) =>
        api.GetAsync<ConflictDetail>($"api/get-conflicts/{id}", cancellationToken);

    public Task<ConflictDetail> ResolveAsync(ResolveConflictRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<ConflictDetail>("api/resolve-conflict", request, cancellationToken);
}
