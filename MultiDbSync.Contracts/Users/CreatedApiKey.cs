namespace MultiDbSync.Contracts.Users;

/// <summary>A new API key: the only answer that ever holds the key itself.</summary>
/// <param name="Key">To be sent as <c>Authorization: Bearer</c>.</param>
public sealed record CreatedApiKey(string Key, ApiKeySummary Summary);
