using MultiDbSync.Contracts.Users;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.ApiKeys;

/// <summary>Keys by which programs call the API.</summary>
internal sealed class ApiKeysClient(ApiClient api)
{
    public Task<IReadOnlyList<ApiKeySummary>> ListAsync(CancellationToken cancellationToken) => api.GetAsync<IReadOnlyList<ApiKeySummary>>("api/keys", cancellationToken);

    public Task<CreatedApiKey> CreateAsync(CreateApiKeyRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<CreatedApiKey>("api/keys", request, cancellationToken);

    public Task RevokeAsync(long id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, $"api/keys/{id}", null, cancellationToken);
}
