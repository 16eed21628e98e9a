using MultiDbSync.Contracts.Audit;

namespace MultiDbSync.Api.Audit;

/// <summary>
/// Writes the entries of requests that nobody has written with a change: before the answer leaves, so that whoever has one can rely on the entry. An entry that can't
/// be written makes the answer an error.
/// </summary>
internal sealed class AuditMiddleware(RequestDelegate next, RefusalLimit refusals)
{
    public async Task InvokeAsync(HttpContext context, AuditTrail trail)
    {
        // Looked up now: the exception handler forgets the endpoint.
        trail.Begin(context, context.GetEndpoint()?.Metadata.GetMetadata<AuditedAs>());
        var isClosed = false;
        context.Response.OnStarting(CloseAsync);
        try
        {
            await next(context);
        }
        finally
        {
            if (context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted) await CloseAsync();
        }

        async Task CloseAsync()
        {
            if (isClosed) return;
            isClosed = true;
            await WriteAsync(context, trail);
        }
    }

    private async Task WriteAsync(HttpContext context, AuditTrail trail)
    {
        var outcome = context.RequestAborted.IsCancellationRequested ? AuditOutcome.Failed : OutcomeOf(context.Response.StatusCode);
        var isKnown = context.User.Identity?.IsAuthenticated is true || trail.Actor is not null;
        if (trail.Action is null && outcome == AuditOutcome.Refused && isKnown)
            (trail.Action, trail.Subject) = (AuditActions.Access, $"{context.Request.Method} {context.Request.Path}");
        if (trail.Action is null || (trail.IsWritten && outcome is not AuditOutcome.Failed)) return;

        // Whoever sends no credentials is turned away before anything is tried: that is no event.
        if (context.Response.StatusCode == StatusCodes.Status401Unauthorized && !isKnown) return;
        if (outcome == AuditOutcome.Refused && !trail.IsAlwaysKept && !refusals.Allows(trail.Entry(outcome).Actor, trail.Entry(outcome).Address)) return;

        // Also when the caller has gone away.
        await trail.WriteAsync(outcome, CancellationToken.None);
    }

    private static AuditOutcome OutcomeOf(int status) => status switch
    {
        < StatusCodes.Status400BadRequest => AuditOutcome.Done,
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests => AuditOutcome.Refused,
        < StatusCodes.Status500InternalServerError => AuditOutcome.NotDone,
        _ => AuditOutcome.Failed,
    };
}
