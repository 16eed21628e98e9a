using Microsoft.AspNetCore.Identity;

namespace MultiDbSync.Api.Identity.Passwords;

/// <summary>Long and not well known is all that is asked (OWASP ASVS 5.0, 6.2): rules of composition make passwords worse.</summary>
internal static class PasswordRules
{
    public const int MinimumLength = 12;

    /// <summary>Longer ones cost time and add nothing.</summary>
    public const int MaximumLength = 256;

    /// <summary>PBKDF2 with HMAC-SHA512: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html</summary>
    public const int Iterations = 210_000;

    public static void Configure(IdentityOptions options)
    {
        options.Password.RequiredLength = MinimumLength;
        options.Password.RequiredUniqueChars = 1;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
    }
}
