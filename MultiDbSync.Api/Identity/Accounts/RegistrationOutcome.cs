namespace MultiDbSync.Api.Identity.Accounts;

/// <summary>What became of a new account: exactly one of these is set.</summary>
internal sealed record RegistrationOutcome
{
    public string? UserId { get; init; }

    public IReadOnlyDictionary<string, string>? Errors { get; init; }

    public bool EmailTaken { get; init; }

    public bool AdminExists { get; init; }
}
