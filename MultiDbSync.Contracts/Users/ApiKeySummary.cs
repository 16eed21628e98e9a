namespace MultiDbSync.Contracts.Users;

/// <summary>An API key as lists show it.</summary>
/// <param name="Start">How the key begins, to recognise it by.</param>
/// <param name="Scopes">Of <see cref="ApiKeyScopes"/>.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="LastUsedAt">To the minute.</param>
public sealed record ApiKeySummary(
    long Id, string Name, string Start, IReadOnlyList<string> Scopes, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);
