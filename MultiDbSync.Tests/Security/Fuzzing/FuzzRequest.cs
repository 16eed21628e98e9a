using System.Text;

namespace MultiDbSync.Tests.Security.Fuzzing;

/// <summary>One request, told in a line so that it can be kept as a regression.</summary>
internal sealed record FuzzRequest(string Method, string Path, string? Body, string? ContentType)
{
    private static readonly string[] ContentTypes = ["text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data", "application/x-www-form-urlencoded"];

    public static FuzzRequest Make(FuzzOperation operation, Random random, FuzzValues values, FuzzSchema schemas)
    {
        var path = operation.Path;
        var query = new List<string>();
        foreach (var (name, place, schema) in operation.Parameters)
        {
            var value = random.Next(3) == 0 ? values.Text() : schemas.Make(schema)?.ToString() ?? "";

            // A NUL in the path ends at the server itself, before the API.
            if (place == "path") path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value.Length == 0 ? "x" : value.Replace('\0', '0')), StringComparison.Ordinal);
            else if (place == "query" && random.Next(2) == 0) query.Add($"{name}={Uri.EscapeDataString(value)}");
            if (query.Count > 0 && random.Next(20) == 0) query.Add(query[^1]);
        }

        var address = query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
        if (operation.Body is not { } body) return new FuzzRequest(operation.Method, address, null, null);
        var text = random.Next(8) == 0 ? values.BrokenJson() : schemas.Make(body)?.ToJsonString() ?? "null";
        return new FuzzRequest(operation.Method, address, text, random.Next(20) == 0 ? ContentTypes[random.Next(ContentTypes.Length)] : "application/json");
    }

    public async Task<HttpResponseMessage> SendAsync(HttpClient http, string? token, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(new HttpMethod(Method), Path);
        if (token is not null) message.Headers.Authorization = new("Bearer", token);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        return await http.SendAsync(message, cancellationToken);
    }
}
