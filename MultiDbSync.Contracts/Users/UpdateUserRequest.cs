namespace MultiDbSync.Contracts.Users;

/// <summary>Changes a user's role or switches the account off. A null leaves the value as it is.</summary>
public sealed record UpdateUserRequest(string? Role, bool? Disabled);
