using MultiDbSync.Contracts;
using MultiDbSync.Contracts.DeadLetters;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.DeadLetters;

/// <summary>Rows that databases refuse.</summary>
internal sealed class DeadLettersClient(ApiClient api)
{
    public Task<Page<DeadLetterSummary>> ListAsync(DeadLetterFilter filter, int page, int pageSize, CancellationToken cancellationToken) =>
        api.GetAsync<Page<DeadLetterSummary>>("api/dead-letters" + filter.ToQuery(page, pageSize), cancellationToken);

    public Task<DeadLetterSummary> ReplayAsync(long id, CancellationToken cancellationToken) =>
        api.PostAsync<DeadLetterSummary>($"api/dead-letters/{id}/replay", null, cancellationToken);

    public Task<ReplayDeadLettersResponse> ReplayAsync(ReplayDeadLettersRequest request, CancellationToken cancellationToken) =>
        api.PostAsync<ReplayDeadLettersResponse>("api/dead-letters/replay", request, cancellationToken);
}
