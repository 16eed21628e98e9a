using System.Net;
using Microsoft.Extensions.Options;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>
/// Which databases may be tried and added at all: never the hub store's own files, and where the configuration names hosts and folders only those. Asked before anything is opened, so that a test of a
/// connection finds out nothing about other machines and files.
/// </summary>
internal sealed class DatabaseAccess(IOptions<DatabaseAccessOptions> options, HubStore hub)
{
    private readonly DatabaseAccessOptions _options = options.Value;

    /// <summary>Why a database may not be used, and what to do; null when it may.</summary>
    /// <param name="connectionString">As it is used, references resolved.</param>
    public string? Refusal(IConnectorFactory factory, string connectionString) =>
        factory.Form?.FileOf(connectionString) is { Length: > 0 } file
            ? OfFile(file, "Database files")
            : OfHost(factory.Form?.EndpointOf(connectionString)) ?? (factory.Form?.FilesOf(connectionString) ?? []).Select(read => OfFile(read, "Files that a connection names")).FirstOrDefault(refusal => refusal is not null);

    private string? OfFile(string file, string what)
    {
        try
        {
            var real = RealPath.Of(file);
            var own = RealPath.Of(hub.File);
            // Its log and shared memory have names that begin with its own.
            if (real.StartsWith(own, StringComparison.OrdinalIgnoreCase)) return "This is the hub store itself. Choose a database of your own.";
            return _options.AllowedFolders.Count == 0 || _options.AllowedFolders.Any(folder => RealPath.IsWithin(real, folder))
                ? null
                : $"{what} may only be in folders that the configuration allows (Databases:AllowedFolders). Move the file, or have its folder added there.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"The file's place can't be made out: {e.Message} Give its full path.";
        }
    }

    private string? OfHost(NetworkEndpoint? endpoint)
    {
        if (_options.AllowedHosts.Count == 0) return null;
        return endpoint is not null && _options.AllowedHosts.Any(allowed => Allows(allowed.Trim(), endpoint.Host))
            ? null
            : "Databases may only be on hosts that the configuration allows (Databases:AllowedHosts), one host each. Use one of those, or have this one added there.";
    }

    private static bool Allows(string allowed, string host)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return IPNetwork.TryParse(allowed, out var network) ? network.Contains(plain) : IPAddress.TryParse(allowed, out var one) && one.Equals(plain);
        }

        return allowed.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase) : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
    }
}
