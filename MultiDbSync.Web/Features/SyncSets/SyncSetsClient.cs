using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.SyncSets;

/// <summary>Sync sets.</summary>
internal sealed class SyncSetsClient(ApiClient api)
{
    public Task<IReadOnlyList<SyncSetSummary>> ListAsync(CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<SyncSetSummary>>("api/sync-sets", cancellationToken);

    public Task SetEnabledAsync(string name, bool enabled, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Put, $"api/sync-sets/{Uri.EscapeDataString(name)}/enabled", new SetEnabledRequest(enabled), cancellationToken);

    public Task<TablePolicyChoices> PoliciesAsync(string name, string table, CancellationToken cancellationToken) =>
        api.GetAsync<TablePolicyChoices>($"{Table(name, table)}/policies", cancellationToken);

    public Task<PolicyTrialResult> TryPolicyAsync(string name, string table, TryPolicyRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<PolicyTrialResult>($"{Table(name, table)}/try-policy", request, cancellationToken);

    public Task UpdateAsync(string name, UpdateSyncSetRequest request, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Put, $"api/sync-sets/{Uri.EscapeDataString(name)}", request, cancellationToken);

    private static string Table(string name, string table) => $"api/sync-sets/{Uri.EscapeDataString(name)}/tables/{Uri.EscapeDataString(table)}";
}
