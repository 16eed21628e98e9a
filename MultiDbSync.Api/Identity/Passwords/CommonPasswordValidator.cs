using Microsoft.AspNetCore.Identity;
using MultiDbSync.Api.Identity.Accounts;

namespace MultiDbSync.Api.Identity.Passwords;

/// <summary>Refuses passwords that are well known, the account's own address, or longer than anybody types.</summary>
internal sealed class CommonPasswordValidator(CommonPasswords common) : IPasswordValidator<ConsoleUser>
{
    public Task<IdentityResult> ValidateAsync(UserManager<ConsoleUser> manager, ConsoleUser user, string? password)
    {
        var text = password ?? "";
        if (text.Length > PasswordRules.MaximumLength)
            return Refuse("PasswordTooLong", $"Use at most {PasswordRules.MaximumLength} characters.");
        if (common.Contains(text))
            return Refuse("PasswordCommon", "This password is on every guesser's list. Use another one.");
        if (user.Email is { } email && (email.Equals(text, StringComparison.OrdinalIgnoreCase) || email.Split('@')[0].Equals(text, StringComparison.OrdinalIgnoreCase)))
            return Refuse("PasswordIsEmail", "The password can't be the e-mail address.");
        return Task.FromResult(IdentityResult.Success);
    }

    private static Task<IdentityResult> Refuse(string code, string message) =>
        Task.FromResult(IdentityResult.Failed(new IdentityError { Code = code, Description = message }));
}
