using System.Net;
using System.Net.Sockets;

namespace MultiDbSync.Engine.Connectors;

/// <summary>Looks whether a server's name is known and its port is open, before anybody signs in: a driver's error often tells neither from the other.</summary>
public static class NetworkReach
{
    /// <summary>One finding for the name, one for the port; the second only where the first is good.</summary>
    public static async Task<IReadOnlyList<ConnectionFinding>> TestAsync(NetworkEndpoint endpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return [new("Name", FindingLevel.Refused, $"No address is known for the host '{endpoint.Host}'.", "Check how the host is spelt, and that this machine asks the right DNS server.")];
        }

        var name = new ConnectionFinding("Name", FindingLevel.Good, $"The host '{endpoint.Host}' has an address.");
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(addresses, endpoint.Port, cancellationToken);
            return [name, new("Port", FindingLevel.Good, $"Port {endpoint.Port} is open.")];
        }
        catch (SocketException e)
        {
            return [name, Closed(endpoint, e)];
        }
    }

    private static ConnectionFinding Closed(NetworkEndpoint endpoint, SocketException error) => error.SocketErrorCode == SocketError.ConnectionRefused
        ? new("Port", FindingLevel.Refused, $"Nothing listens on port {endpoint.Port} of '{endpoint.Host}'.", "Start the server, check the port, and let the server listen on the network, not on its own machine alone.")
        : new("Port", FindingLevel.Refused, $"Port {endpoint.Port} of '{endpoint.Host}' can't be reached.", "A firewall or a missing route is in between: open the port for the machines of API and worker.");
}
