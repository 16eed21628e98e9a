using System.Globalization;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Query;

/// <summary>The person's own history, and saved queries.</summary>
internal sealed class QueryLibraryClient(ApiClient api)
{
    public Task<Page<QueryRun>> HistoryAsync(string? search, CancellationToken cancellationToken) =>
        api.GetAsync<Page<QueryRun>>($"api/query-history?pageSize=200&search={Uri.EscapeDataString(search ?? "")}", cancellationToken);

    public Task ClearHistoryAsync(CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, "api/query-history", null, cancellationToken);

    public Task ForgetAsync(long id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, $"api/query-history/{Text(id)}", null, cancellationToken);

    public Task<IReadOnlyList<SavedQuery>> SavedAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<SavedQuery>>("api/saved-queries", cancellationToken);

    public Task<SavedQuery> SaveAsync(long? id, SaveQueryRequest request, CancellationToken cancellationToken) => id is { } known
        ? api.SendAsync<SavedQuery>(HttpMethod.Put, $"api/saved-queries/{Text(known)}", request, cancellationToken)
        : api.PostAsync<SavedQuery>("api/saved-queries", request, cancellationToken);

    public Task DeleteAsync(long id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, $"api/saved-queries/{Text(id)}", null, cancellationToken);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
