namespace MultiDbSync.Api.Identity.SignIn;

/// <summary>What became of a sign-in: exactly one of success (<see cref="UserId"/>), lock (<see cref="Wait"/>) or failure (neither).</summary>
internal sealed record SignInOutcome
{
    public string? UserId { get; private init; }

    public TimeSpan? Wait { get; private init; }

    public static SignInOutcome Failed { get; } = new();

    public static SignInOutcome Locked(TimeSpan wait) => new() { Wait = wait };

    public static SignInOutcome Succeeded(string userId) => new() { UserId = userId };
}
