using Microsoft.AspNetCore.Authentication.Cookies;

namespace MultiDbSync.Web.Identity;

/// <summary>The sign-in cookie: encrypted, out of reach of scripts, not sent along from other sites.</summary>
internal static class SessionCookie
{
    /// <summary>A session ends after this time, however busy it was.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(12);

    public static void Configure(CookieAuthenticationOptions options, IConfiguration configuration)
    {
        // Behind HTTPS only, the browser itself can guard the name; a local console on plain HTTP cannot use the prefix.
        var secure = configuration.GetValue("Web:SecureCookies", false);
        options.Cookie.Name = secure ? "__Host-mds-session" : "mds-session";
        options.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Cookie.HttpOnly = true;
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
