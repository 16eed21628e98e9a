using System.Security.Claims;

namespace MultiDbSync.Web.Identity;

/// <summary>Tells the API for whose browser this console calls: its limits count by address, and its audit log names it.</summary>
internal static class CallerHeaders
{
    public static void Add(HttpRequestMessage request, ClaimsPrincipal user)
    {
        if (SessionClaims.AddressOf(user) is { Length: > 0 } address)
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", address);
    }

    /// <summary>For calls of a form, which have the browser's request at hand.</summary>
    public static void Add(HttpClient client, HttpContext? http)
    {
        if (http?.Connection.RemoteIpAddress is { } address)
            client.DefaultRequestHeaders.Add("X-Forwarded-For", address.ToString());
        if (http?.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent)
            client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
    }
}
