using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace MultiDbSync.Api.Realtime;

/// <summary>The hub's connections: they outlive the request that was authorised.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<string, HubCallerContext> _open = new(StringComparer.Ordinal);

    public IReadOnlyCollection<HubCallerContext> All => [.. _open.Values];

    public void Add(HubCallerContext connection) => _open[connection.ConnectionId] = connection;

    public void Remove(string connectionId) => _open.TryRemove(connectionId, out _);
}
