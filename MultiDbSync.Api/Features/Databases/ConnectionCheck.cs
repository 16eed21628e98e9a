using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Problems;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>What of a server or an account keeps a database from being synchronised: told, with the way out, before it joins.</summary>
internal static class ConnectionCheck
{
    /// <exception cref="ConnectorException">The database can't be reached.</exception>
    public static async Task<ProblemHttpResult?> RefuseAsync(INodeConnector connector, CancellationToken cancellationToken)
    {
        var findings = await connector.Test.RunAsync([], cancellationToken);
        var refused = findings.Where(f => f.Level == FindingLevel.Refused).Select(f => f.Fix is null ? f.Detail : $"{f.Detail} {f.Fix}").ToArray();
        return refused.Length == 0
            ? null
            : Problem.Of(
                StatusCodes.Status422UnprocessableEntity, ProblemTypes.DatabaseUnavailable, "The database can't be used.", string.Join('\n', refused),
                new Dictionary<string, object?> { ["errors"] = new Dictionary<string, string[]> { ["connectionString"] = refused } });
    }
}
