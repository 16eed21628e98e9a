namespace MultiDbSync.Web.Identity;

/// <summary>
/// The cookie of form tokens. Antiforgery refuses to work on a request that is not HTTPS when its policy says Always, also on the own machine, where browsers keep such
/// cookies: hence the mark by hand.
/// </summary>
internal sealed class FormCookie : CookieBuilder
{
    private readonly ConsoleCookies _cookies;

    public FormCookie(ConsoleCookies cookies)
    {
        _cookies = cookies;
        Name = cookies.Name("mds-form");
        Path = "/";
        HttpOnly = true;
        SameSite = SameSiteMode.Strict;
        IsEssential = true;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = _cookies.IsSecure(context.Request);
        return options;
    }
}
