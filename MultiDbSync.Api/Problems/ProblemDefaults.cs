namespace MultiDbSync.Api.Problems;

/// <summary>Every error of the API is a problem with a stable type, those of the framework too.</summary>
internal static class ProblemDefaults
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<RequestProblemHandler>();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddProblemDetails(o => o.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            if (problem.Type?.StartsWith(ProblemTypes.Prefix, StringComparison.Ordinal) is true) return;
            problem.Type = ProblemTypes.OfStatus(problem.Status ?? context.HttpContext.Response.StatusCode);
            problem.Title = TitleOf(problem.Status) ?? problem.Title;
        });
    }

    private static string? TitleOf(int? status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Sign in first.",
        StatusCodes.Status403Forbidden => "Your role doesn't allow this.",
        StatusCodes.Status404NotFound => "There is nothing here.",
        StatusCodes.Status500InternalServerError => "Something went wrong here. It is in the log.",
        _ => null,
    };
}
