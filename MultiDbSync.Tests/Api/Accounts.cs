using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

/// <summary>People with roles, made through the API as people are.</summary>
public static class Accounts
{
    public static string EmailOf(string role) => role.ToLowerInvariant() + "@example.org";

    /// <summary>The administrator, who is made by the setup token at the first call.</summary>
    public static async Task<ApiCaller> AdminAsync(this ApiFactory api)
    {
        var caller = api.Anonymous();
        var email = EmailOf(Roles.Admin);
        var needed = (await caller.GetAsync<SetupStatus>("/api/auth/setup")).Needed;
        return caller.As(needed
            ? await caller.PostAsync<SignInResponse>("/api/auth/setup", new SetupRequest(ApiFactory.SetupToken, email, ApiCaller.Password))
            : await caller.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest(email, ApiCaller.Password)));
    }

    /// <summary>Somebody with that role.</summary>
    public static async Task<ApiCaller> SignedInAsync(this ApiFactory api, string role)
    {
        if (role == Roles.Admin) return await api.AdminAsync();
        using var admin = await api.AdminAsync();
        var users = await admin.GetAsync<List<UserSummary>>("/api/users");
        var caller = api.Anonymous();
        if (users.Exists(u => u.Email == EmailOf(role)))
            return caller.As(await caller.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest(EmailOf(role), ApiCaller.Password)));
        caller = await api.RegisteredAsync(EmailOf(role));
        if (role != Roles.Viewer) await admin.PutAsync<UserSummary>($"/api/users/{caller.Session!.UserId}", new UpdateUserRequest(role, null));
        return caller;
    }

    /// <summary>A new viewer.</summary>
    public static async Task<ApiCaller> RegisteredAsync(this ApiFactory api, string email)
    {
        var caller = api.Anonymous();
        return caller.As(await caller.PostAsync<SignInResponse>("/api/auth/register", new RegisterRequest(email, ApiCaller.Password)));
    }
}
