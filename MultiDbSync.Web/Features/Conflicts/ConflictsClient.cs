using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>Lists and resolves conflicts.</summary>
internal sealed class ConflictsClient(ApiClient api)
{
    public Task<Page<ConflictSummary>> ListAsync(string query, CancellationToken cancellationToken) =>
        api.GetAsync<Page<ConflictSummary>>("api/get-conflicts" + query, cancellationToken);

    public Task<ConflictDetail> GetAsync(long id, CancellationToken cancellationToken) =>
        api.GetAsync<ConflictDetail>($"api/get-conflicts/{id}", cancellationToken);

    /// <summary>What stands before and after it in the list of a query.</summary>
    public Task<ConflictNeighbours> NeighboursAsync(long id, string query, CancellationToken cancellationToken) =>
        api.GetAsync<ConflictNeighbours>($"api/get-conflicts/{id}/neighbours{query}", cancellationToken);

    public Task<ConflictDetail> ResolveAsync(ResolveConflictRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<ConflictDetail>("api/resolve-conflict", request, cancellationToken);

    public Task<IReadOnlyList<string>> AssigneesAsync(CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<string>>("api/conflicts/assignees", cancellationToken);

    public Task<ConflictDetail> AssignAsync(long id, string? account, CancellationToken cancellationToken) =>
        api.SendAsync<ConflictDetail>(HttpMethod.Put, $"api/conflicts/{id}/assignee", new AssignConflictRequest(account), cancellationToken);

    public Task<ConflictDetail> CommentAsync(long id, string text, CancellationToken cancellationToken) =>
        api.PostAsync<ConflictDetail>($"api/conflicts/{id}/comments", new CommentConflictRequest(text), cancellationToken);

    public Task<ConflictDetail> ReopenAsync(long id, ReopenConflictRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<ConflictDetail>($"api/conflicts/{id}/reopen", request, cancellationToken);

    public Task<ConflictDetail> SuggestAsync(long id, CancellationToken cancellationToken) =>
        api.PostAsync<ConflictDetail>($"api/conflicts/{id}/suggestion", null, cancellationToken);

    public Task<ResolutionPreview> PreviewAsync(PreviewResolutionRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<ResolutionPreview>("api/conflicts/preview-resolution", request, cancellationToken);

    public Task<ResolveManyResult> ResolveManyAsync(ResolveManyRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<ResolveManyResult>("api/conflicts/resolve-many", request, cancellationToken);
}
