using MultiDbSync.Contracts.Databases;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Databases;

/// <summary>Databases and their tables.</summary>
internal sealed class DatabasesClient(ApiClient api)
{
    public Task<IReadOnlyList<DatabaseSummary>> ListAsync(CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<DatabaseSummary>>("api/databases", cancellationToken);

    public Task<IReadOnlyList<DatabaseTable>> TablesAsync(string name, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<DatabaseTable>>($"api/databases/{Uri.EscapeDataString(name)}/tables", cancellationToken);

    public Task<IReadOnlyList<TableCandidate>> CandidatesAsync(string name, CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<TableCandidate>>($"api/databases/{Uri.EscapeDataString(name)}/candidates", cancellationToken);

    public Task<DatabaseUses> UsesAsync(string name, CancellationToken cancellationToken) =>
        api.GetAsync<DatabaseUses>($"api/databases/{Uri.EscapeDataString(name)}/uses", cancellationToken);

    public Task SetEnabledAsync(string name, bool enabled, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Put, $"api/databases/{Uri.EscapeDataString(name)}/enabled", new SetEnabledRequest(enabled), cancellationToken);

    public Task SetPriorityAsync(string name, int priority, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Put, $"api/databases/{Uri.EscapeDataString(name)}/priority", new SetPriorityRequest(priority), cancellationToken);

    public Task<IReadOnlyList<DatabaseMake>> MakesAsync(CancellationToken cancellationToken) =>
        api.GetAsync<IReadOnlyList<DatabaseMake>>("api/database-makes", cancellationToken);

    public Task<ConnectionTestResult> TestAsync(TestConnectionRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<ConnectionTestResult>("api/databases/test", request, cancellationToken);

    public Task<DatabaseSummary> AddAsync(AddDatabaseRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<DatabaseSummary>("api/databases", request, cancellationToken);

    public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Delete, $"api/databases/{Uri.EscapeDataString(name)}", null, cancellationToken);
}
