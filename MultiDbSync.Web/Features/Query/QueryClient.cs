using MultiDbSync.Contracts.Query;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Query;

/// <summary>Runs read-only SQL and asks for plans. Cancelling the call cancels the query at the database.</summary>
internal sealed class QueryClient(ApiClient api)
{
    public Task<QueryResponse> RunAsync(RunQueryRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<QueryResponse>("api/run-query", request, cancellationToken);

    public Task<ExplainQueryResponse> ExplainAsync(ExplainQueryRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<ExplainQueryResponse>("api/explain-query", request, cancellationToken);

    public Task<QueryLanguage> LanguageAsync(string database, CancellationToken cancellationToken) =>
        api.GetAsync<QueryLanguage>($"api/query-language/{Uri.EscapeDataString(database)}", cancellationToken);
}
