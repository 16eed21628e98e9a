using Microsoft.AspNetCore.Identity;

namespace MultiDbSync.Api.Identity.Accounts;

/// <summary>A person with an account. The user name is the e-mail address; everybody has exactly one of <see cref="Contracts.Users.Roles"/>.</summary>
public sealed class ConsoleUser : IdentityUser
{
    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The last successful sign-in.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Switched off by an administrator: no sign-in, and open sessions end.</summary>
    public bool Disabled { get; set; }
}
