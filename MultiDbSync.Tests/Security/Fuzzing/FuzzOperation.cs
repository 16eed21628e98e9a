using System.Text.Json;

namespace MultiDbSync.Tests.Security.Fuzzing;

/// <summary>An operation of the OpenAPI document.</summary>
/// <param name="Parameters">Name, place (path, query, header), schema.</param>
internal sealed record FuzzOperation(string Method, string Path, IReadOnlyList<(string Name, string Place, JsonElement Schema)> Parameters, JsonElement? Body)
{
    public static IReadOnlyList<FuzzOperation> Read(JsonElement document) =>
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           where method.Value.ValueKind == JsonValueKind.Object
           select new FuzzOperation(method.Name.ToUpperInvariant(), path.Name, ParametersOf(method.Value), BodyOf(method.Value)),
    ];

    private static List<(string, string, JsonElement)> ParametersOf(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters)
        ? [.. parameters.EnumerateArray().Select(p => (p.GetProperty("name").GetString()!, p.GetProperty("in").GetString()!, p.GetProperty("schema")))]
        : [];

    private static JsonElement? BodyOf(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) ? json.GetProperty("schema") : null;
}
