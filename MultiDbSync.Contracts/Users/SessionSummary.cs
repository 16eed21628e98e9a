namespace MultiDbSync.Contracts.Users;

/// <summary>A sign-in that has not ended.</summary>
/// <param name="LastSeenAt">The last time that it was used, to the minute.</param>
/// <param name="ExpiresAt">When it ends, however it is used.</param>
/// <param name="Address">Where the person signed in from.</param>
/// <param name="Agent">What the browser or program calls itself.</param>
/// <param name="IsCurrent">The caller's own.</param>
public sealed record SessionSummary(DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, string Address, string Agent, bool IsCurrent);
