namespace MultiDbSync.Api.Identity.Sessions;

/// <summary>One sign-in of one person. Every token names its session and is worth nothing once that has ended.</summary>
public sealed class SessionEntity
{
    /// <summary>Random.</summary>
    public required string Id { get; set; }

    /// <summary>Whose.</summary>
    public required string UserId { get; set; }

    /// <summary>When the person signed in.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The last time that it was used, to the minute.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Where the person signed in from.</summary>
    public string Address { get; set; } = "";

    /// <summary>What the browser or program calls itself.</summary>
    public string Agent { get; set; } = "";

    /// <summary>Absolute end, however often it is refreshed.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}
