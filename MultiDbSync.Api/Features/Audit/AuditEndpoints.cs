using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Engine.Audit;

namespace MultiDbSync.Api.Features.Audit;

/// <summary>Who did what: read, take away as CSV, verify.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/audit").WithTags("Audit").RequireAuthorization(Policies.Admin);
        group.MapGet("", ListAsync).WithSummary("Audit entries by filter, newest first, paged").ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/export", Export).RequireRateLimiting(RateLimits.Query).Audited(AuditActions.Export, "audit log")
            .WithSummary("The same as CSV, at most 100,000 entries").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapPost("/verify", VerifyAsync).RequireRateLimiting(RateLimits.Query).Audited(AuditActions.Verify, "audit log")
            .WithSummary("Computes the chain of hashes anew and tells the first entry that was changed, removed or moved")
            .WithDescription(
                "The answer tells how many entries there are and the hash of the last. Whoever keeps both elsewhere and sends them later learns whether anything before was changed, "
                + "even by somebody who could write to the hub store and made all hashes anew.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<Results<Ok<Page<AuditRecord>>, ProblemHttpResult>> ListAsync(
        [AsParameters] AuditFilter filter, AuditReader audit, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        return await audit.ReadAsync(filter, errors, cancellationToken) is { } page ? TypedResults.Ok(page) : Problem.BadParameters(errors);
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Export([AsParameters] AuditFilter filter, AuditReader audit, AuditTrail trail, HttpContext http)
    {
        var errors = new Dictionary<string, string>();
        var rows = audit.Filtered(filter, errors);
        if (errors.Count > 0) return Problem.BadParameters(errors);
        trail.After = new { filter.Actor, filter.Action, filter.Subject, filter.Outcome, filter.From, filter.Until };
        return TypedResults.Stream(to => AuditCsv.WriteAsync(AuditReader.ExportAsync(rows, http.RequestAborted), to, http.RequestAborted), "text/csv; charset=utf-8", "audit-log.csv");
    }

    private static async Task<Results<Ok<AuditVerification>, ProblemHttpResult>> VerifyAsync(
        VerifyAuditRequest? request, AuditLog log, AuditTrail trail, CancellationToken cancellationToken)
    {
        if ((request?.Entries is null) != (request?.Head is null) || request?.Entries is < 1 || request?.Head is { Length: not 64 })
            return Problem.Invalid("head", "To compare with an earlier verification, send both its number of entries and its hash of 64 digits.");
        var verification = await log.VerifyAsync(request?.Entries, request?.Head?.ToLowerInvariant(), cancellationToken);
        trail.After = new { verification.IsIntact, verification.Entries, verification.Finding };
        return TypedResults.Ok(verification);
    }
}
