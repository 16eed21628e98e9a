using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Identity;
using MultiDbSync.Api.Identity.ApiKeys;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Mail;

namespace MultiDbSync.Api.Features.ApiKeys;

/// <summary>API keys, for administrators in person: no key makes keys.</summary>
internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/keys").WithTags("API keys").RequireAuthorization(Policies.AdminInPerson);
        group.MapGet("", async (ApiKeyStore keys, CancellationToken cancellationToken) => TypedResults.Ok(await keys.ListAsync(cancellationToken)))
            .WithSummary("All API keys, without the keys themselves");
        group.MapPost("", CreateAsync).Audited(AuditActions.CreateKey, "", (CreateApiKeyRequest r) => new { r.Scopes, r.Days }, r => $"key {r.Name}")
            .WithSummary("Makes an API key; the answer is the only one that holds it")
            .WithDescription("Scopes: read, operate, query, admin. It works for 90 days unless asked otherwise, at most 365. Send it as Authorization: Bearer mds_….")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapDelete("/{id:long}", RevokeAsync).Audited(AuditActions.RevokeKey, "key {id}")
            .WithSummary("Revokes an API key at once").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Created<CreatedApiKey>, ProblemHttpResult>> CreateAsync(
        CreateApiKeyRequest request, HttpContext http, ApiKeyStore keys, CancellationToken cancellationToken)
    {
        var errors = ErrorsOf(request);
        if (errors.Count > 0) return Problem.Invalid(errors);
        return await keys.CreateAsync(request, http.User.Actor(), cancellationToken) is { } created
            ? TypedResults.Created($"/api/keys/{created.Summary.Id}", created)
            : Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.NameTaken, $"There is a key '{request.Name.Trim()}' already.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(long id, ApiKeyStore keys, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(id, cancellationToken) ? TypedResults.NoContent() : Problem.NotFound("key", $"{id}");

    private static Dictionary<string, string> ErrorsOf(CreateApiKeyRequest request)
    {
        var errors = new Dictionary<string, string>();
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > CreateApiKeyRequest.LongestName || request.Name.Any(MailLayout.BreaksOut))
            errors["name"] = $"Give it a name of at most {CreateApiKeyRequest.LongestName} characters.";
        if (request.Scopes is not { Count: > 0 } || request.Scopes.Any(s => !ApiKeyScopes.All.Contains(s)))
            errors["scopes"] = $"Name at least one scope of {string.Join(", ", ApiKeyScopes.All)}.";
        if (request.Days is < 1 or > CreateApiKeyRequest.MostDays)
            errors["days"] = $"A key works from 1 to {CreateApiKeyRequest.MostDays} days.";
        return errors;
    }
}
