namespace MultiDbSync.Api.Identity.Sessions;

/// <summary>How long people stay signed in.</summary>
public sealed class SignInSessionOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Sessions";

    /// <summary>Life of an access token, in minutes.</summary>
    public int AccessMinutes { get; set; } = 30;

    /// <summary>Absolute life of a session, in hours; refreshing doesn't prolong it.</summary>
    public int AbsoluteHours { get; set; } = 12;

    /// <summary>A session that nobody uses for so long ends, in minutes. Refreshing, pushes and what a console reads by itself are no use.</summary>
    public int IdleMinutes { get; set; } = 30;

    /// <summary>How old the knowledge of an account may be when a request is judged by it, in seconds.</summary>
    public int CheckSeconds { get; set; } = 20;
}
