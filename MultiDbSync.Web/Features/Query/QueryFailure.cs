using System.Net;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Query;

/// <summary>Why a database gave no answer, and where in the statement the reason is.</summary>
/// <param name="Offset">Characters before it, or null.</param>
public sealed record QueryFailure(string Title, string Message, string? Advice, int? Offset, int? Line, int? Column)
{
    internal static QueryFailure Of(ApiException error) => new(
        error.Type switch
        {
            "query-refused" => "The statement was refused",
            "query-busy" or "too-many-requests" => "Too much at once",
            "database-unavailable" => "The database can't be asked",
            _ => "The query failed",
        },
        error.Message, AdviceFor(error), error.Number("offset"), error.Number("line"), error.Number("column"));

    /// <summary>The place in words, or null.</summary>
    public string? Place => Line is null ? null : $"Line {Line}, column {Column}";

    private static string? AdviceFor(ApiException error) => error.Type switch
    {
        "query-refused" when error.Message.Contains("stopped after", StringComparison.Ordinal) => "Ask for its plan: it tells what takes the time, and which index would help.",
        "query-busy" or "too-many-requests" => "Wait a moment and run it again.",
        "database-unavailable" => "Databases shows its state. The other databases were asked all the same.",
        _ when error.Status is HttpStatusCode.NotFound => "It may have been removed meanwhile. Reload the page.",
        _ => null,
    };
}
