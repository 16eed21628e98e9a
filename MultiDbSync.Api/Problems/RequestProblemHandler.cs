using Microsoft.AspNetCore.Diagnostics;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Api.Problems;

/// <summary>Turns the exceptions that a caller can do something about into problems; the rest becomes a 500 that tells nothing.</summary>
internal sealed class RequestProblemHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException bad => Problem.Of(bad.StatusCode, ProblemTypes.BadRequest, "The request can't be read.", bad.Message),
            ConnectorException broken => Problem.Of(
                StatusCodes.Status502BadGateway, ProblemTypes.DatabaseUnavailable, $"The database '{broken.Node}' did not do what was asked.", broken.Message),
            _ => null,
        };
        if (problem is null) return false;
        await problem.ExecuteAsync(httpContext);
        return true;
    }
}
