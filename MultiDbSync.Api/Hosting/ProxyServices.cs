using Microsoft.AspNetCore.HttpOverrides;

namespace MultiDbSync.Api.Hosting;

/// <summary>
/// Whose word is taken for a caller's address (<c>X-Forwarded-For</c>): this machine's, where the console runs, and that of the networks in
/// <c>Proxy:KnownNetworks</c> (comma separated, such as <c>10.0.0.0/8</c>).
/// </summary>
internal static class ProxyServices
{
    public static void AddKnownProxies(this IHostApplicationBuilder builder) =>
        builder.Services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            var networks = builder.Configuration["Proxy:KnownNetworks"] ?? "";
            foreach (var network in networks.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                o.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
}
