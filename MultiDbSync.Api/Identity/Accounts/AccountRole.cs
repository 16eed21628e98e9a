namespace MultiDbSync.Api.Identity.Accounts;

/// <summary>Which role a user has.</summary>
internal sealed class AccountRole
{
    public required string UserId { get; init; }

    public required string Role { get; init; }
}
