namespace MultiDbSync.Api.Identity.Sessions;

/// <summary>A session that has not ended, with its account as it is now.</summary>
/// <param name="Stamp">The account's security stamp: a new one ends all tokens made before.</param>
internal sealed record SessionState(string Id, string UserId, string Email, string Role, string Stamp, DateTimeOffset ExpiresAt);
