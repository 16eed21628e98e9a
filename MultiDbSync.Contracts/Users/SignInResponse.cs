namespace MultiDbSync.Contracts.Users;

/// <summary>A signed-in person and the bearer token for further calls.</summary>
/// <param name="ExpiresAt">When the access token ends (UTC).</param>
public sealed record SignInResponse(string AccessToken, string RefreshToken, DateTimeOffset ExpiresAt, string UserId, string Email, string Role)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => $"{nameof(SignInResponse)} {{ {nameof(UserId)} = {UserId}, {nameof(Role)} = {Role}, {nameof(ExpiresAt)} = {ExpiresAt:O} }}";
}
