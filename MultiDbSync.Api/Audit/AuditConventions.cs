namespace MultiDbSync.Api.Audit;

/// <summary>How endpoints say what the audit log keeps of their calls.</summary>
internal static class AuditConventions
{
    /// <summary>Every call leaves an entry, whatever becomes of it.</summary>
    /// <param name="subject">Route values in braces.</param>
    public static RouteHandlerBuilder Audited(this RouteHandlerBuilder endpoint, string action, string subject) => endpoint.WithMetadata(new AuditedAs(action, subject));

    /// <summary>The same, with what the body asks for.</summary>
    /// <param name="after">What of the body is kept: no secrets, no values of rows.</param>
    /// <param name="of">The subject, where the body names it.</param>
    public static RouteHandlerBuilder Audited<TBody>(this RouteHandlerBuilder endpoint, string action, string subject, Func<TBody, object> after, Func<TBody, string>? of = null)
        where TBody : class =>
        endpoint.Audited(action, subject).AddEndpointFilter((context, next) =>
        {
            if (context.Arguments.OfType<TBody>().FirstOrDefault() is { } body)
            {
                var trail = context.HttpContext.RequestServices.GetRequiredService<AuditTrail>();
                trail.After = after(body);
                if (of is not null) trail.Subject = of(body);
            }

            return next(context);
        });

    /// <summary>Calls leave no entry, except refused ones.</summary>
    public static RouteHandlerBuilder NotAudited(this RouteHandlerBuilder endpoint, string reason) => endpoint.WithMetadata(new NotAudited(reason));
}
