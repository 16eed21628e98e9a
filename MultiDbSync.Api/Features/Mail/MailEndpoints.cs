using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Mail;

/// <summary>Which mail people get, and what has become of it.</summary>
internal static class MailEndpoints
{
    public static void MapMail(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/mail").WithTags("Mail");
        group.MapGet("/preferences", ReadAsync).RequireAuthorization(Policies.Viewer).WithSummary("Which mail the caller gets, and how often")
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPut("/preferences", ChangeAsync).RequireAuthorization(Policies.Viewer)
            .Audited(AuditActions.ChangeMail, "own mail", (UpdateMailPreferencesRequest r) => r).WithSummary("Chooses which mail the caller gets, and how often")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/outbox", ListAsync).RequireAuthorization(Policies.Admin).WithSummary("Mails and what has become of them, newest first, paged")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/test", TestAsync).RequireAuthorization(Policies.Admin).RequireRateLimiting(RateLimits.TestConnection)
            .Audited(AuditActions.TestMail, "mail", (SendTestMailRequest r) => new { r.Recipient })
            .WithSummary("Puts a test mail into the outbox, for the caller or another address")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<Ok<MailPreferences>, ProblemHttpResult>> ReadAsync(HttpContext http, PreferenceDesk desk, CancellationToken cancellationToken) =>
        MailRecipients.AddressOf(http.User.Actor()) is { } address ? TypedResults.Ok(await desk.ReadAsync(address, cancellationToken)) : NoAddress();

    private static async Task<Results<Ok<MailPreferences>, ProblemHttpResult>> ChangeAsync(
        UpdateMailPreferencesRequest request, HttpContext http, PreferenceDesk desk, CancellationToken cancellationToken)
    {
        if (MailRecipients.AddressOf(http.User.Actor()) is not { } address) return NoAddress();
        if (request.DigestSeconds is < 0 or > PreferenceDesk.LongestDigest)
            return Problem.Invalid("digestSeconds", $"Conflicts can be gathered for 0 to {PreferenceDesk.LongestDigest} seconds, that is a week.");
        await desk.ChangeAsync(address, request, cancellationToken);
        return TypedResults.Ok(await desk.ReadAsync(address, cancellationToken));
    }

    private static async Task<Results<Ok<Page<OutboxMail>>, ProblemHttpResult>> ListAsync(
        string? status, int? page, int? pageSize, OutboxDesk outbox, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        var paging = PageParameters.Read(page, pageSize, errors);
        var wanted = NamedValue.Read<MailStatus>("status", status, errors);
        return errors.Count > 0 ? Problem.BadParameters(errors) : TypedResults.Ok(await outbox.ListAsync(wanted, paging, cancellationToken));
    }

    private static async Task<Results<Accepted<OutboxMail>, ProblemHttpResult>> TestAsync(
        SendTestMailRequest? request, HttpContext http, HubDbContext db, OutboxDesk outbox, CancellationToken cancellationToken)
    {
        if (MailRecipients.AddressOf(request?.Recipient ?? http.User.Actor()) is not { } address)
            return Problem.Invalid("recipient", "This is not a mail address.");
        if (await MailSetup.ReadAsync(db, cancellationToken) is not { IsConfigured: true })
        {
            return Problem.Of(
                StatusCodes.Status409Conflict, ProblemTypes.MailNotConfigured, "No mail server is configured.",
                "No mail server is configured. Set ConnectionStrings:mail of the sync worker, for instance smtp://user:password@mail.example.org:587, and start it again.");
        }

        return TypedResults.Accepted("/api/mail/outbox", await outbox.PutTestAsync(address, http.User.Actor(), cancellationToken));
    }

    private static ProblemHttpResult NoAddress() => Problem.Of(
        StatusCodes.Status409Conflict, ProblemTypes.NoMailAddress, "Whoever calls with the operator key has no mail address.");
}
