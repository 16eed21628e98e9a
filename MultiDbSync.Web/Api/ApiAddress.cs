using System.Net;
using Microsoft.Extensions.ServiceDiscovery;

namespace MultiDbSync.Web.Api;

/// <summary>Where the API is, for the SignalR client, whose web socket does not pass through the HTTP client's service discovery.</summary>
internal sealed class ApiAddress(ServiceEndpointResolver resolver)
{
    private static readonly Uri Logical = new("http://api");

    public async Task<Uri> ResolveAsync(string path, CancellationToken cancellationToken)
    {
        var source = await resolver.GetEndpointsAsync(Logical.OriginalString, cancellationToken);
        var root = source.Endpoints.Select(endpoint => endpoint.EndPoint).Select(ToUri).FirstOrDefault(uri => uri is not null) ?? Logical;
        return new Uri(root, path);
    }

    private static Uri? ToUri(EndPoint endpoint) => endpoint switch
    {
        UriEndPoint named => named.Uri,
        DnsEndPoint dns => new UriBuilder(Logical) { Host = dns.Host, Port = dns.Port == 0 ? Logical.Port : dns.Port }.Uri,
        IPEndPoint ip => new UriBuilder(Logical) { Host = ip.Address.ToString(), Port = ip.Port }.Uri,
        _ => null,
    };
}
