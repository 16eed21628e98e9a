using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
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

    public Task<SyncSetDetail> DetailAsync(string name, CancellationToken cancellationToken) => api.GetAsync<SyncSetDetail>(Set(name), cancellationToken);

    /// <summary>The newest changes of the set, and how many there are.</summary>
    public Task<Page<TimelineEntry>> HistoryAsync(string name, CancellationToken cancellationToken) =>
        api.GetAsync<Page<TimelineEntry>>($"api/timeline?kind={TimelineKinds.Configuration}&pageSize=5&syncSet={Uri.EscapeDataString(name)}", cancellationToken);

    public Task<IReadOnlyList<PausedTable>> PausedAsync(string name, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<PausedTable>>($"{Set(name)}/paused-tables", cancellationToken);

    public Task<ScheduleRuns> NextRunsAsync(string schedule, string timeZone, CancellationToken cancellationToken) =>
        api.GetAsync<ScheduleRuns>($"api/schedule-runs?schedule={Uri.EscapeDataString(schedule)}&timeZone={Uri.EscapeDataString(timeZone)}", cancellationToken);

    public Task<SyncSetSummary> CreateAsync(CreateSyncSetRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<SyncSetSummary>("api/sync-sets", request, cancellationToken);

    public Task RemoveAsync(string name, CancellationToken cancellationToken) => api.SendAsync(HttpMethod.Delete, Set(name), null, cancellationToken);

    public Task<RunSummary> JoinAsync(string name, JoinSyncSetRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<RunSummary>($"{Set(name)}/databases", request, cancellationToken);

    public Task LeaveAsync(string name, string database, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Delete, $"{Set(name)}/databases/{Uri.EscapeDataString(database)}", null, cancellationToken);

    public Task<RunSummary> RestartLoadAsync(string name, string database, string? source, CancellationToken cancellationToken) =>
        api.PostAsync<RunSummary>($"{Set(name)}/databases/{Uri.EscapeDataString(database)}/load", new RestartLoadRequest(source), cancellationToken);

    private static string Set(string name) => $"api/sync-sets/{Uri.EscapeDataString(name)}";

    private static string Table(string name, string table) => $"api/sync-sets/{Uri.EscapeDataString(name)}/tables/{Uri.EscapeDataString(table)}";
}
