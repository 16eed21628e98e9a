using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using MultiDbSync.Api.Identity;

namespace MultiDbSync.Api.Realtime;

/// <summary>Pushes events to consoles. Clients can call nothing.</summary>
[Authorize(Policies.Viewer)]
internal sealed class SyncHub(OpenConnections connections) : Hub
{
    public override Task OnConnectedAsync()
    {
        connections.Add(Context);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
