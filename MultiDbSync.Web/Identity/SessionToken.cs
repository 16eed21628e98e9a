using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Web.Identity;

/// <summary>The API's tokens of one signed-in browser.</summary>
internal sealed record SessionToken(string Access, string Refresh, DateTimeOffset ExpiresAt)
{
    public static SessionToken From(SignInResponse response) => new(response.AccessToken, response.RefreshToken, response.ExpiresAt);

    /// <summary>Without the tokens: it may end up in a log.</summary>
    public override string ToString() => $"{nameof(SessionToken)} {{ {nameof(ExpiresAt)} = {ExpiresAt:O} }}";
}
