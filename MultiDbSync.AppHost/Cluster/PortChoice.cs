using System.Net;
using System.Net.Sockets;

namespace MultiDbSync.AppHost.Cluster;

/// <summary>Chooses ports that nobody listens on, each once.</summary>
internal sealed class PortChoice
{
    // Below the range from which operating systems take the ports of outgoing connections: a client that tries again and again to reach a
    // restarting server there could be given the server's own port.
    private const int From = 20_000;
    private const int To = 32_000;

    private readonly HashSet<int> _taken = [];

    /// <param name="preferred">Null for any free port.</param>
    public int Choose(int? preferred)
    {
        if (preferred is { } port && _taken.Add(port) && IsFree(port))
            return port;

        for (var attempt = 0; attempt < To - From; attempt++)
        {
            var candidate = Random.Shared.Next(From, To);
            if (_taken.Add(candidate) && IsFree(candidate))
                return candidate;
        }

        throw new ClusterException($"No free port between {From} and {To}.");
    }

    private static bool IsFree(int port) =>
        CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException error)
        {
            // Some machines know IPv6 and yet have no such loopback address: then nobody can listen there.
            return error.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
