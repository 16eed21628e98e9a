namespace MultiDbSync.Api.Identity.SignIn;

/// <summary>What became of a sign-in: exactly one of success (<see cref="UserId"/>), lock (<see cref="Wait"/>) or failure (neither).</summary>
internal sealed record SignInOutcome
{
    public string? UserId { get; private init; }

    public TimeSpan? Wait { get; private init; }

    /// <summary>The account that was tried, where there is one; for the audit log alone.</summary>
    public string? Tried { get; private init; }

    public static SignInOutcome Failed(string? tried) => new() { Tried = tried };

    public static SignInOutcome Locked(TimeSpan wait) => new() { Wait = wait };

    public static SignInOutcome Succeeded(string userId, string email) => new() { UserId = userId, Tried = email };
}
