using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Alerts;

/// <summary>What needs a person.</summary>
internal sealed class AlertsClient(ApiClient api)
{
    public Task<Page<AlertSummary>> ListAsync(AlertState state, string? kind, int page, int pageSize, CancellationToken cancellationToken) =>
        api.GetAsync<Page<AlertSummary>>(
            $"api/alerts?state={state}&page={page}&pageSize={pageSize}&sort={(state == AlertState.Closed ? "-clearedAt" : "-raisedAt")}{(kind is null ? "" : "&kind=" + Uri.EscapeDataString(kind))}",
            cancellationToken);

    public Task AcknowledgeAsync(long id, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Post, $"api/alerts/{id}/acknowledge", null, cancellationToken);
}
