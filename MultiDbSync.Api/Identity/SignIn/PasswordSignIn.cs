using Microsoft.AspNetCore.Identity;
using MultiDbSync.Api.Identity.Accounts;

namespace MultiDbSync.Api.Identity.SignIn;

/// <summary>Checks an e-mail address and a password. Unknown accounts and those switched off take the same time as wrong passwords.</summary>
internal sealed class PasswordSignIn(UserManager<ConsoleUser> users, SignInThrottle throttle)
{
    private static string? _nobodysHash;

    public async Task<SignInOutcome> CheckAsync(string email, string password, string address)
    {
        var account = users.NormalizeEmail(email.Trim());
        if (throttle.Begin(account, address) is { } wait) return SignInOutcome.Locked(wait);

        var user = await users.FindByEmailAsync(account);
        if (!await MatchesAsync(user, password) || user is null || user.Disabled) return SignInOutcome.Failed(user?.Email);
        throttle.Succeeded(account, address);
        return SignInOutcome.Succeeded(user.Id, user.Email!);
    }

    private async Task<bool> MatchesAsync(ConsoleUser? user, string password)
    {
        // Made by whoever comes first, whether known or not: its cost must not tell unknown accounts.
        var nobody = new ConsoleUser();
        _nobodysHash ??= users.PasswordHasher.HashPassword(nobody, Guid.NewGuid().ToString());
        if (user is not null) return await users.CheckPasswordAsync(user, password);
        users.PasswordHasher.VerifyHashedPassword(nobody, _nobodysHash, password);
        return false;
    }
}
