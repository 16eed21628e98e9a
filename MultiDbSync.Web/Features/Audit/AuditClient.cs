using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Audit;

/// <summary>Who did what.</summary>
internal sealed class AuditClient(ApiClient api)
{
    private const int PageSize = 50;

    public Task<Page<AuditRecord>> ListAsync(AuditFilter filter, CancellationToken cancellationToken) =>
        api.GetAsync<Page<AuditRecord>>(filter.AddressOf($"api/audit?pageSize={PageSize}"), cancellationToken);

    public Task<AuditVerification> VerifyAsync(VerifyAuditRequest? noted, CancellationToken cancellationToken) =>
        api.PostAsync<AuditVerification>("api/audit/verify", noted, cancellationToken);
}
