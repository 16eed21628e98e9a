using System.Buffers.Binary;
using System.Net;
using Microsoft.Data.Sqlite;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class RegistrationTests(ApiFactory api) : IClassFixture<ApiFactory>
{
    [Fact]
    public async Task Register_NewAddress_MakesViewer()
    {
        using var caller = await api.RegisteredAsync("new@example.org");
        var me = await caller.GetAsync<UserSummary>("/api/auth/me");
        Assert.Equal(("new@example.org", Roles.Viewer, false), (me.Email, me.Role, me.Disabled));
        Assert.NotNull(me.LastSignInAt);
    }

    [Theory]
    [InlineData("elevenchars")]
    [InlineData("Password2026!")]
    [InlineData("qwertyuiop123")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("123123123123")]
    [InlineData("administrator")]
    [InlineData("CorrectHorseBatteryStaple")]
    [InlineData("long-name-of-somebody")]
    public async Task Register_WithBadPassword_SaysWhy(string password)
    {
        using var caller = api.Anonymous();
        var refused = await caller.ProblemAsync("POST", "/api/auth/register", new RegisterRequest("long-name-of-somebody@example.org", password));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), (refused.Status, refused.Type));
        Assert.NotEmpty(refused.Body.GetProperty("errors").GetProperty("password")[0].GetString()!);
    }

    [Theory]
    [InlineData("lower case only, no digits")]
    [InlineData("пароль из букв")]
    [InlineData("twelve chars")]
    public async Task Register_WithLongUncommonPassword_NeedsNoComposition(string password)
    {
        using var caller = api.Anonymous();
        await caller.PostAsync<SignInResponse>("/api/auth/register", new RegisterRequest($"{Guid.NewGuid():N}@example.org", password));
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("a@b@c")]
    [InlineData("a@example.org\r\nBcc: x@example.org")]
    [InlineData("Name <a@example.org>")]
    public async Task Register_WithBadAddress_IsRefused(string email)
    {
        using var caller = api.Anonymous();
        var refused = await caller.ProblemAsync("POST", "/api/auth/register", new RegisterRequest(email, ApiCaller.Password));
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty("email", out _));
    }

    [Fact]
    public async Task Register_SameAddressTwice_IsRefused()
    {
        using var caller = await api.RegisteredAsync("twice@example.org");
        var refused = await caller.ProblemAsync("POST", "/api/auth/register", new RegisterRequest("TWICE@example.org", ApiCaller.Password));
        Assert.Equal((HttpStatusCode.Conflict, "email-taken"), (refused.Status, refused.Type));
    }

    [Fact]
    public async Task Register_WhenClosed_IsRefused()
    {
        using var closed = new ApiFactory().With("Registration:Open", "false");
        using var caller = closed.Anonymous();
        Assert.False((await caller.GetAsync<SetupStatus>("/api/auth/setup")).RegistrationOpen);
        Assert.Equal("registration-closed", (await caller.ProblemAsync("POST", "/api/auth/register", new RegisterRequest("a@example.org", ApiCaller.Password))).Type);
    }

    [Fact]
    public async Task Password_IsKeptWith210000Iterations()
    {
        using var strong = new ApiFactory { WeakHashes = false };
        using var caller = await strong.RegisteredAsync("strong@example.org");
        await using var connection = await strong.Hub.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new SqliteCommand("SELECT PasswordHash FROM AspNetUsers", connection);
        var hash = Convert.FromBase64String((string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);

        // Identity's format 3: marker, pseudo-random function, iterations, big-endian.
        Assert.Equal((1, 2u), (hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1))));
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)) >= 210_000);
    }
}
