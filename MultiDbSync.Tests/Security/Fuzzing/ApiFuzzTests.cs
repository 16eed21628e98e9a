using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Api;

namespace MultiDbSync.Tests.Security.Fuzzing;

/// <summary>Whatever is sent to the API, by anybody: no crash, and errors are problems that tell nothing of the inside. <c>MDS_FUZZ</c> sets how many requests.</summary>
public sealed partial class ApiFuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20261124;
    private const int DefaultRequests = 10_000;
    private const int MostFindings = 20;

    // They would end the sessions that the rest is sent with.
    private static readonly string[] EndsSessions = ["POST /api/auth/logout", "DELETE /api/auth/sessions"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyRequest_IsAnsweredWithoutACrash()
    {
        using var api = new ApiFactory();
        var tokens = await TokensAsync(api);
        var primary = HubSeed.Node("primary");
        primary.ConnectionString = BookFile.Make(api, "primary");
        await api.Hub.SeedAsync(primary);
        using var http = api.CreateClient();
        var document = await DocumentAsync(http, tokens[^1]);
        var operations = FuzzOperation.Read(document);
        var requests = int.TryParse(Environment.GetEnvironmentVariable("MDS_FUZZ"), CultureInfo.InvariantCulture, out var asked) ? asked : DefaultRequests;
        output.WriteLine($"Seed {Seed}, {requests} requests to {operations.Count} operations.");

        var findings = new Dictionary<string, string>();
        var answers = new SortedDictionary<int, int>();
        for (var i = 0; i < requests && findings.Count < MostFindings; i++)
        {
            var random = new Random(unchecked(Seed + (i * 7919)));
            var values = new FuzzValues(random);
            var operation = operations[i % operations.Count];
            var token = EndsSessions.Contains($"{operation.Method} {operation.Path}") ? null : tokens[random.Next(tokens.Count)];
            var request = FuzzRequest.Make(operation, random, values, new FuzzSchema(document, random, values));
            using var response = await request.SendAsync(http, token, Cancel);
            answers[(int)response.StatusCode] = answers.GetValueOrDefault((int)response.StatusCode) + 1;
            if (await MistakeOfAsync(response) is { } mistake) findings.TryAdd($"{operation.Method} {operation.Path}: {mistake}", $"#{i} {request}");
        }

        output.WriteLine(string.Join(", ", answers.Select(a => $"{a.Key}: {a.Value}")));
        Assert.True(findings.Count == 0, string.Join("\n", findings.Select(f => $"{f.Key}\n    {f.Value}")));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/alive", Cancel)).StatusCode);
    }

    /// <summary>What was found; the status is what it is answered with now.</summary>
    [Theory]
    [InlineData("/api/auth/login", "{\"email\":\"\\u202E\\u0000\\uFFFE\",\"password\":\"=1\"}", HttpStatusCode.Unauthorized)]
    [InlineData("/api/auth/password", "{\"password\":\"-9223372036854775809\"}", HttpStatusCode.Forbidden)]
    public async Task FoundRequest_StaysMended(string path, string body, HttpStatusCode expected)
    {
        using var api = new ApiFactory();
        using var viewer = await api.SignedInAsync(Roles.Viewer);
        using var http = api.CreateClient();
        using var response = await new FuzzRequest("POST", path, body, "application/json").SendAsync(http, viewer.Session!.AccessToken, Cancel);
        Assert.Null(await MistakeOfAsync(response));
        Assert.Equal(expected, response.StatusCode);
    }

    private static async Task<List<string?>> TokensAsync(ApiFactory api)
    {
        List<string?> tokens = [null];
        foreach (var role in Roles.All)
        {
            using var caller = await api.SignedInAsync(role);
            tokens.Add(caller.Session!.AccessToken);
        }

        return tokens;
    }

    private static async Task<JsonElement> DocumentAsync(HttpClient http, string? token)
    {
        using var response = await new FuzzRequest("GET", "/openapi/v1.json", null, null).SendAsync(http, token, Cancel);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).RootElement;
    }

    // A database that is away or a missing mail server is no crash.
    private static async Task<string?> MistakeOfAsync(HttpResponseMessage response)
    {
        if ((int)response.StatusCode < 400) return null;
        var text = await response.Content.ReadAsStringAsync(Cancel);
        if (response.StatusCode == HttpStatusCode.InternalServerError) return $"crashed: {text}";
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return $"{(int)response.StatusCode} is no problem+json but {response.Content.Headers.ContentType}";
        return Inside().Match(text) is { Success: true } inside ? $"tells '{inside.Value}': {text}" : null;
    }

    [GeneratedRegex(@"\bat [A-Z]\w+(\.\w+)+\(|\b\w+Exception\b|\bSystem\.\w+|\bMicrosoft\.\w+|\bMultiDbSync\.\w+|\.cs:line")]
    private static partial Regex Inside();
}
