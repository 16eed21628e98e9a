using System.Net.Sockets;
using System.Text;

namespace MultiDbSync.Tests.Security.Paths;

/// <summary>An HTTP call whose path goes out as it is written: clients tidy it up otherwise.</summary>
internal static class RawHttp
{
    public static async Task<(int Status, string Head, string Body)> GetAsync(Uri server, string path, string headers = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n{headers}\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), System.Globalization.CultureInfo.InvariantCulture), answer[..end], answer[end..]);
    }
}
