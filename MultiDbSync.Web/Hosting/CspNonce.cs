using System.Security.Cryptography;

namespace MultiDbSync.Web.Hosting;

/// <summary>The one-time value by which a response allows its own inline script. Kept with the request, because an error page is drawn in a scope of its own.</summary>
internal static class CspNonce
{
    public static string Of(HttpContext http)
    {
        if (http.Items[typeof(CspNonce)] is string known)
            return known;

        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        http.Items[typeof(CspNonce)] = nonce;
        return nonce;
    }
}
