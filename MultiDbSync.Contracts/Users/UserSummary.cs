namespace MultiDbSync.Contracts.Users;

/// <summary>A person with an account.</summary>
public sealed record UserSummary(string Id, string Email, string Role, bool Disabled, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt);
