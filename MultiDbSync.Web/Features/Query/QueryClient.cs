using MultiDbSync.Contracts.Query;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Query;

/// <summary>Runs read-only SQL. Cancelling the call cancels the query at the database.</summary>
internal sealed class QueryClient(ApiClient api)
{
    public Task<QueryResponse> RunAsync(RunQueryRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<QueryResponse>("api/run-query", request, cancellationToken);
}
