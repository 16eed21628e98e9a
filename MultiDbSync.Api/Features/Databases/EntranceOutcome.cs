using Microsoft.AspNetCore.Http.HttpResults;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Whether a database may join a sync set.</summary>
/// <param name="Problem">Why not, or null.</param>
/// <param name="StartPosition">Hub position that the database's rows correspond to: delivery starts behind it.</param>
internal sealed record EntranceOutcome(ProblemHttpResult? Problem, long StartPosition = 0);
