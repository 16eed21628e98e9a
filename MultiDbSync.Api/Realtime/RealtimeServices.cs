using Microsoft.AspNetCore.SignalR;
using MultiDbSync.Api.Hosting;
using MultiDbSync.Api.Identity;
using MultiDbSync.Contracts.Realtime;

namespace MultiDbSync.Api.Realtime;

/// <summary>The SignalR hub and what feeds it.</summary>
internal static class RealtimeServices
{
    private const int LargestMessage = 4 * 1024;

    public static void AddRealtime(this IServiceCollection services)
    {
        services.AddSignalR(o => o.MaximumReceiveMessageSize = LargestMessage)
            .AddJsonProtocol(o => JsonServices.Prepare(o.PayloadSerializerOptions));
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<EventPublisher>();
        services.AddHostedService<EventForwarder>();
        services.AddHostedService<ConnectionWatch>();
    }

    public static void MapRealtime(this IEndpointRouteBuilder app) =>
        app.MapHub<SyncHub>(SyncHubRoutes.Path, o => o.CloseOnAuthenticationExpiration = true).RequireAuthorization(Policies.Viewer);
}
