using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Why nothing was done to a conflict.</summary>
internal static class ConflictProblems
{
    public static ProblemHttpResult NotFound(long id) => Problem.NotFound("conflict", id.ToString(CultureInfo.InvariantCulture));

    /// <summary>It is not what the person saw; the answer carries what it is now.</summary>
    public static ProblemHttpResult Moved(ConflictDetail now) => Problem.Of(
        StatusCodes.Status409Conflict, ProblemTypes.ConflictMoved, "This conflict has changed since you looked at it. Nothing was done.", "Look at it again, then decide.",
        new Dictionary<string, object?> { ["conflict"] = now });

    public static ProblemHttpResult Refused(string? reason, string title = "This decision can't stand.") =>
        Problem.Of(StatusCodes.Status422UnprocessableEntity, ProblemTypes.Invalid, title, reason);

    public static ProblemHttpResult? LongComment(string? comment) =>
        comment is { Length: > LongestComment } ? Problem.Invalid("comment", $"A comment has at most {LongestComment} characters.") : null;

    public const int LongestComment = 2000;
}
