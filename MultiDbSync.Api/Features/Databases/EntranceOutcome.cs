using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Whether a database may join a sync set.</summary>
/// <param name="Problem">Why not, or null.</param>
/// <param name="StartPosition">Hub position that the database's rows correspond to: delivery starts behind it.</param>
internal sealed record EntranceOutcome(ProblemHttpResult? Problem, long StartPosition = 0)
{
    /// <summary>By the set's table name, the tables as the database has them.</summary>
    public IReadOnlyDictionary<string, TableSchema> Native { get; init; } = new Dictionary<string, TableSchema>();
}
