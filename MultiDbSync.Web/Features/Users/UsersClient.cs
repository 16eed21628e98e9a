using MultiDbSync.Contracts.Users;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Users;

/// <summary>People with an account.</summary>
internal sealed class UsersClient(ApiClient api)
{
    public Task<IReadOnlyList<UserSummary>> ListAsync(CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<UserSummary>>("api/users", cancellationToken);

    public Task<IReadOnlyList<SessionSummary>> SessionsAsync(string id, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<SessionSummary>>($"api/users/{Uri.EscapeDataString(id)}/sessions", cancellationToken);

    public Task EndSessionsAsync(string id, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Delete, $"api/users/{Uri.EscapeDataString(id)}/sessions", null, cancellationToken);

    public Task UpdateAsync(string id, UpdateUserRequest request, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Put, $"api/users/{Uri.EscapeDataString(id)}", request, cancellationToken);
}
