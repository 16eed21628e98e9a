using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Web.Features.Account;

/// <summary>Carries what was typed (never the password) and why it was refused over the redirect back to the form, out of the address bar and the logs.</summary>
internal sealed class FormMemory(IDataProtectionProvider protection, ConsoleCookies cookies)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private readonly string _name = cookies.Name("mds-form-state");
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("MultiDbSync.Web.FormMemory").ToTimeLimitedDataProtector();

    public void Keep(HttpContext http, string email, string error) =>
        http.Response.Cookies.Append(_name, _protector.Protect($"{email}\n{error}", Lifetime), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            Secure = cookies.IsSecure(http.Request),
            IsEssential = true,
            MaxAge = Lifetime,
        });

    public (string Email, string? Error) Take(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(_name, out var value))
            return ("", null);

        if (!http.Response.HasStarted)
            http.Response.Cookies.Delete(_name, new CookieOptions { HttpOnly = true, Path = "/", SameSite = SameSiteMode.Lax, Secure = cookies.IsSecure(http.Request) });
        try
        {
            var parts = _protector.Unprotect(value).Split('\n', 2);
            return (parts[0], parts[1]);
        }
        catch (CryptographicException)
        {
            return ("", null);
        }
    }
}
