using Microsoft.AspNetCore.Http.HttpResults;

namespace MultiDbSync.Api.Problems;

/// <summary>Makes problem details.</summary>
internal static class Problem
{
    public static ProblemHttpResult Of(int status, string name, string title, string? detail = null, IDictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: ProblemTypes.Prefix + name, extensions: extensions);

    public static ProblemHttpResult NotFound(string what, string name) =>
        Of(StatusCodes.Status404NotFound, ProblemTypes.NotFound, $"There is no {what} '{name}'.");

    /// <summary>A list's parameters that can't be used: each message names what is allowed.</summary>
    public static ProblemHttpResult BadParameters(IReadOnlyDictionary<string, string> errors) =>
        Of(StatusCodes.Status400BadRequest, ProblemTypes.BadRequest, "The request's parameters can't be used.", string.Join(' ', errors.Values), WithErrors(errors));

    /// <summary>A body that can be read but not be used.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string> errors, string title = "Some of the values can't be used.") =>
        Of(StatusCodes.Status422UnprocessableEntity, ProblemTypes.Invalid, title, string.Join(' ', errors.Values), WithErrors(errors));

    public static ProblemHttpResult Invalid(string field, string message) => Invalid(new Dictionary<string, string> { [field] = message });

    // The shape of validation problems elsewhere in ASP.NET Core: a list of messages by field.
    private static Dictionary<string, object?> WithErrors(IReadOnlyDictionary<string, string> errors) =>
        new() { ["errors"] = errors.ToDictionary(e => e.Key, e => new[] { e.Value }) };
}
