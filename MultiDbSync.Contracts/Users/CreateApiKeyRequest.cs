namespace MultiDbSync.Contracts.Users;

/// <summary>Asks for an API key.</summary>
/// <param name="Name">What it is for; no two keys share one.</param>
/// <param name="Scopes">At least one of <see cref="ApiKeyScopes"/>.</param>
/// <param name="Days">How long it works, at most <see cref="MostDays"/>.</param>
public sealed record CreateApiKeyRequest(string Name, IReadOnlyList<string> Scopes, int Days = CreateApiKeyRequest.UsualDays)
{
    /// <summary>How long keys work when nothing else is asked for.</summary>
    public const int UsualDays = 90;

    /// <summary>The longest.</summary>
    public const int MostDays = 365;

    /// <summary>Characters of a name.</summary>
    public const int LongestName = 60;
}
