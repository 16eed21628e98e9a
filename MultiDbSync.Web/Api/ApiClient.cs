using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Web.Api;

/// <summary>Calls the API as the signed-in person. Every failure is an <see cref="ApiException"/> with a message fit to be shown.</summary>
internal sealed class ApiClient(IHttpClientFactory clients, SessionTokens tokens, NavigationManager navigation)
{
    public const string HttpClientName = "api";

    public static JsonSerializerOptions Json => WireJson.Options;

    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) => SendAsync<T>(HttpMethod.Post, path, body, cancellationToken);

    public async Task SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await AnswerAsync(method, path, body, cancellationToken);
    }

    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await AnswerAsync(method, path, body, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new ApiException("The API's answer was empty.", response.StatusCode);
        }
        catch (JsonException e)
        {
            throw new ApiException("The API's answer could not be read. Are console and API of the same version?", response.StatusCode, null, e);
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(HttpClientName);
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.AccessTokenAsync(cancellationToken));
        CallerHeaders.Add(request, await tokens.UserAsync());

        // A circuit reads by itself whenever something is pushed; that a person is there, the browser's script reports (PresenceEndpoint).
        request.Headers.Add(BackgroundCall.Header, BackgroundCall.Value);
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType(), options: Json);

        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new ApiException("The API does not answer. Sync itself may well go on; try again in a moment.", null, null, e);
        }

        if (response.IsSuccessStatusCode)
            return response;

        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            await tokens.EndAsync();
            SignInAddress.Open(navigation);
        }

        using (response)
            throw await ApiProblem.ReadAsync(response, cancellationToken);
    }
}
