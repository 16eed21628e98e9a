namespace MultiDbSync.Contracts.Realtime;

/// <summary>The SignalR hub's address and its one client method.</summary>
public static class SyncHubRoutes
{
    /// <summary>Path of the hub on the API. Needs a bearer token (also as <c>access_token</c> in the query).</summary>
    public const string Path = "/hubs/sync";

    /// <summary>Client method that receives each <see cref="SyncEvent"/>.</summary>
    public const string OnEvent = "OnEvent";
}
