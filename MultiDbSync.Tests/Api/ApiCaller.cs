using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

/// <summary>Somebody who calls the API.</summary>
public sealed class ApiCaller(HttpClient http) : IDisposable
{
    public const string Password = "a long enough passphrase";

    public static readonly JsonSerializerOptions Json = WireJson.Options;

    /// <summary>The last sign-in.</summary>
    public SignInResponse? Session { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ApiCaller As(SignInResponse session)
    {
        Session = session;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.AccessToken);
        return this;
    }

    /// <summary>A program with an API key.</summary>
    public ApiCaller WithKey(string key)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return this;
    }

    public ApiCaller WithHeader(string name, string value)
    {
        http.DefaultRequestHeaders.Remove(name);
        http.DefaultRequestHeaders.Add(name, value);
        return this;
    }

    public Task<HttpResponseMessage> SendAsync(string method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is string text) request.Content = new StringContent(text, new MediaTypeHeaderValue("application/json"));
        else if (body is not null) request.Content = JsonContent.Create(body, options: Json);
        return http.SendAsync(request, Cancel);
    }

    public async Task<T> GetAsync<T>(string path) => await ReadAsync<T>(await SendAsync("GET", path), HttpStatusCode.OK);

    public async Task<T> PostAsync<T>(string path, object? body, HttpStatusCode expected = HttpStatusCode.OK) =>
        await ReadAsync<T>(await SendAsync("POST", path, body), expected);

    public async Task<T> PutAsync<T>(string path, object? body) => await ReadAsync<T>(await SendAsync("PUT", path, body), HttpStatusCode.OK);

    /// <summary>The problem that a call is answered with: its status, and the end of its type.</summary>
    public async Task<(HttpStatusCode Status, string Type, JsonElement Body)> ProblemAsync(string method, string path, object? body = null)
    {
        var response = await SendAsync(method, path, body);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var type = problem.GetProperty("type").GetString()!;
        Assert.StartsWith("urn:multidbsync:problem:", type, StringComparison.Ordinal);
        return (response.StatusCode, type["urn:multidbsync:problem:".Length..], problem);
    }

    public void Dispose() => http.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, HttpStatusCode expected)
    {
        if (response.StatusCode != expected) Assert.Fail($"{(int)response.StatusCode} instead of {(int)expected}: {await response.Content.ReadAsStringAsync(Cancel)}");
        return (await response.Content.ReadFromJsonAsync<T>(Json, Cancel))!;
    }
}
