using System.Net;
using System.Net.Sockets;

namespace MultiDbSync.Api.Identity.SignIn;

/// <summary>The address that limits count by.</summary>
internal static class ClientAddress
{
    /// <summary>Whoever has an IPv6 address has its whole /64: that counts as one.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes) + "/64";
    }
}
