using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MultiDbSync.Web.Api;

/// <summary>Problem details, as far as the console shows them.</summary>
internal sealed record ApiProblem(string? Type, string? Title, string? Detail, IReadOnlyDictionary<string, string[]>? Errors)
{
    /// <summary>Whatever else it carries.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    public static async Task<ApiException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ApiProblem? problem = null;
        try
        {
            problem = await response.Content.ReadFromJsonAsync<ApiProblem>(ApiClient.Json, cancellationToken);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            // A proxy may answer with a page of its own; the status has to do then.
        }

        return new ApiException(problem?.Text() ?? Plain(response.StatusCode), response.StatusCode, problem?.Type?.Split('/', ':', '#')[^1], extensions: problem?.Extensions,
            errors: problem?.Errors?.ToDictionary(error => error.Key, error => string.Join(" ", error.Value), StringComparer.Ordinal));
    }

    private string? Text() => Errors is { Count: > 0 } ? string.Join(" ", Errors.SelectMany(error => error.Value)) : Detail ?? Title;

    private static string Plain(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "Your session has ended. Sign in again.",
        HttpStatusCode.Forbidden => "Your role does not allow this.",
        HttpStatusCode.NotFound => "That does not exist (any more).",
        HttpStatusCode.TooManyRequests => "Too many requests. Wait a moment and try again.",
        _ => $"The API answered {(int)status}.",
    };
}
