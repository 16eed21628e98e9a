using Microsoft.AspNetCore.Authentication.Cookies;

namespace MultiDbSync.Web.Identity;

/// <summary>The sign-in cookie: encrypted, out of reach of scripts, not sent along from other sites.</summary>
internal static class SessionCookie
{
    /// <summary>A session ends after this time, however busy it was.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(12);

    public static void Configure(CookieAuthenticationOptions options, ConsoleCookies cookies)
    {
        options.Cookie.Name = cookies.Name("mds-session");
        options.Cookie.SecurePolicy = cookies.AllowPlainHttp ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        options.Cookie.HttpOnly = true;

        // Not Strict: whoever follows a link in a mail arrives signed in. Nothing but plain reads is done by GET.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = false;
        options.LoginPath = "/login";
        options.LogoutPath = "/account/logout";
        options.AccessDeniedPath = "/denied";
        options.ReturnUrlParameter = "returnUrl";
        options.EventsType = typeof(SessionCookieEvents);
    }
}
