namespace MultiDbSync.Web.Hosting;

/// <summary>Headers that keep foreign scripts, frames and type guessing out of every response.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // Style attributes stay allowed: Fluent components size themselves with them. Style elements and scripts are ours only.
    private const string Template =
        "default-src 'none'; script-src 'self' 'nonce-{0}'; style-src 'self' 'nonce-{0}'; style-src-attr 'unsafe-inline'; " +
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Template.Replace("{0}", CspNonce.Of(context), StringComparison.Ordinal);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    }
}
