using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MultiDbSync.ServiceDefaults;

/// <summary>Keeps the pages of other sites from opening a hub: browsers let any page connect to a WebSocket anywhere, and send the cookies along.</summary>
public static class OwnOrigin
{
    /// <summary>Refuses (403) what is called from a page of another origin below this path. Programs send no <c>Origin</c> and are let through.</summary>
    /// <remarks>Hosts and ports are compared: a proxy in front must pass on <c>Host</c>, and may end HTTPS.</remarks>
    public static void UseOwnOrigin(this IApplicationBuilder app, string path) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(path) && !IsOwn(context.Request),
            foreign => foreign.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }));

    private static bool IsOwn(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        if (origins.Count == 0) return true;
        return origins is [{ } one] && Uri.TryCreate(one, UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https"
            && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
