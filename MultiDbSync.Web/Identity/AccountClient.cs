using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Identity;

/// <summary>Sign-in and all that happens without being signed in.</summary>
internal sealed class AccountClient(IHttpClientFactory clients, IHttpContextAccessor context)
{
    private const string Away = "The API does not answer. Try again in a moment.";

    public Task<AccountOutcome> SignInAsync(string email, string password, CancellationToken cancellationToken) =>
        AskAsync("api/auth/login", new SignInRequest(email, password), cancellationToken);

    public Task<AccountOutcome> RegisterAsync(string email, string password, CancellationToken cancellationToken) =>
        AskAsync("api/auth/register", new RegisterRequest(email, password), cancellationToken);

    public Task<AccountOutcome> SetUpAsync(string token, string email, string password, CancellationToken cancellationToken) =>
        AskAsync("api/auth/setup", new SetupRequest(token, email, password), cancellationToken);

    public Task<AccountOutcome> ChangePasswordAsync(string access, string current, string password, CancellationToken cancellationToken) =>
        AskAsync("api/auth/password", new ChangePasswordRequest(current, password), cancellationToken, access);

    /// <summary>Null when the API does not answer.</summary>
    public async Task<SetupStatus?> SetupStatusAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ApiClient.HttpClientName);
            return await client.GetFromJsonAsync<SetupStatus>("api/auth/setup", ApiClient.Json, cancellationToken);
        }
        catch (Exception e) when (IsAway(e, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>The person as the API sees them now; not known when the API does not answer.</summary>
    /// <param name="isUse">A person is there: the session goes on for its idle time.</param>
    public async Task<(bool Known, UserSummary? Me)> MeAsync(string access, bool isUse, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ApiClient.HttpClientName);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access);
            if (!isUse)
                client.DefaultRequestHeaders.Add(BackgroundCall.Header, BackgroundCall.Value);
            using var response = await client.GetAsync("api/auth/me", cancellationToken);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                return (true, null);

            return response.IsSuccessStatusCode ? (true, await response.Content.ReadFromJsonAsync<UserSummary>(ApiClient.Json, cancellationToken)) : (false, null);
        }
        catch (Exception e) when (IsAway(e, cancellationToken))
        {
            return (false, null);
        }
    }

    /// <summary>Ends the session at the API. That the API is away does not keep anybody signed in here.</summary>
    public async Task<bool> SignOutAsync(string access, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ApiClient.HttpClientName);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access);
            CallerHeaders.Add(client, context.HttpContext);
            using var response = await client.PostAsync("api/auth/logout", null, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (IsAway(e, cancellationToken))
        {
            return false;
        }
    }

    public static async Task<RefreshOutcome> RefreshAsync(HttpClient client, string refresh, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.PostAsJsonAsync("api/auth/refresh", new RefreshRequest(refresh), ApiClient.Json, cancellationToken);
            if (!response.IsSuccessStatusCode)
                return new RefreshOutcome(null, response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest);

            var answer = await response.Content.ReadFromJsonAsync<SignInResponse>(ApiClient.Json, cancellationToken);
            return new RefreshOutcome(answer is null ? null : SessionToken.From(answer), false);
        }
        catch (Exception e) when (IsAway(e, cancellationToken))
        {
            return new RefreshOutcome(null, false);
        }
    }

    private async Task<AccountOutcome> AskAsync<T>(string path, T body, CancellationToken cancellationToken, string? access = null)
    {
        try
        {
            using var client = clients.CreateClient(ApiClient.HttpClientName);

            // The API counts attempts by address: everybody who uses this console must not be one address to it.
            CallerHeaders.Add(client, context.HttpContext);
            if (access is not null)
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access);
            using var response = await client.PostAsJsonAsync(path, body, ApiClient.Json, cancellationToken);
            if (response.IsSuccessStatusCode)
                return new AccountOutcome(await response.Content.ReadFromJsonAsync<SignInResponse>(ApiClient.Json, cancellationToken), null);

            var problem = await ApiProblem.ReadAsync(response, cancellationToken);
            return new AccountOutcome(null, AccountErrors.Text(response.StatusCode, path, problem.Message));
        }
        catch (Exception e) when (IsAway(e, cancellationToken))
        {
            return new AccountOutcome(null, Away);
        }
    }

    private static bool IsAway(Exception e, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
            && (e is HttpRequestException or JsonException or OperationCanceledException or TimeoutException
                || e.GetType().Namespace?.StartsWith("Polly", StringComparison.Ordinal) == true);
}
