using Microsoft.AspNetCore.HttpOverrides;

namespace MultiDbSync.Web.Hosting;

/// <summary>
/// Whose word is taken for a browser's address and for HTTPS (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>): this machine's, and that of the networks in
/// <c>Proxy:KnownNetworks</c> (comma separated, such as <c>10.0.0.0/8</c>).
/// </summary>
internal static class ProxyServices
{
    public static void AddKnownProxies(this WebApplicationBuilder builder) =>
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            var networks = builder.Configuration["Proxy:KnownNetworks"] ?? "";
            foreach (var network in networks.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
}
