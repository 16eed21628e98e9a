using MultiDbSync.Contracts.Users;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Profile;

/// <summary>The own account.</summary>
internal sealed class ProfileClient(ApiClient api)
{
    public Task<IReadOnlyList<SessionSummary>> SessionsAsync(CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<SessionSummary>>("api/auth/sessions", cancellationToken);

    public Task EndOthersAsync(CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, "api/auth/sessions", null, cancellationToken);
}
