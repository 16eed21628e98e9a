using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MultiDbSync.Engine.Audit;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Registers the engine.</summary>
public static class EngineRegistration
{
    /// <summary>The hub store of connection string <c>hub</c>. Call <see cref="HubStore.InitializeAsync"/> before anything uses it.</summary>
    /// <exception cref="InvalidOperationException">The connection string is not configured.</exception>
    public static IServiceCollection AddHubStore(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = configuration.GetConnectionString(HubStoreOptions.ConnectionName)
            ?? throw new InvalidOperationException("ConnectionStrings:hub is not set. Set it to the hub store, for instance 'Data Source=hub.db'.");
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new HubStoreOptions { ConnectionString = connection, Keys = configuration[HubStoreOptions.KeysSetting] });
        services.AddSingleton<AuditLog>();
        return services.AddSingleton<HubStore>();
    }

    /// <summary>The engine's background work; needs <see cref="AddHubStore"/>, an <see cref="IEventSink"/> and connectors. </summary>
    /// <param name="configure">Binds configuration section <c>Sync</c>.</param>
    public static IServiceCollection AddSyncEngine(this IServiceCollection services, Action<SyncOptions> configure)
    {
        services.AddOptions<SyncOptions>().Configure(configure)
            .Validate(o => o.Sweep > TimeSpan.Zero && o.DeliveryPoll > TimeSpan.Zero, "Sync:Sweep and Sync:DeliveryPoll must be above zero.")
            .Validate(
                o => o is { AlertLagSeconds: >= 0, AlertStallSeconds: >= 0, AlertDownSeconds: >= 0 } && o.ClockSkewLimit >= TimeSpan.Zero,
                "Sync:AlertLagSeconds, Sync:AlertStallSeconds, Sync:AlertDownSeconds and Sync:ClockSkewLimit must not be below zero.")
            .ValidateOnStart();
        services.AddSingleton(s => new HubLog.HubLog(s.GetRequiredService<HubStore>(), s.GetRequiredService<TimeProvider>(), EngineSafeties.AllOn));
        services.AddSingleton(s => new NodeRegistry(s.GetRequiredService<HubStore>()));
        services.AddSingleton(s => new EngineParts(
            s.GetRequiredService<HubStore>(), s.GetRequiredService<HubLog.HubLog>(), new EngineState(), s.GetRequiredService<NodeRegistry>(),
            new ConnectorSource(s.GetServices<IConnectorFactory>(), s.GetRequiredService<HubStore>()), s.GetRequiredService<IEventSink>(), s.GetRequiredService<IOptions<SyncOptions>>().Value, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IRunHandler>(s => new SyncRunHandler(s.GetRequiredService<EngineParts>()));
        services.AddSingleton<IRunHandler>(s => new FirstLoadRunHandler(s.GetRequiredService<EngineParts>()));
        services.AddSingleton(s => new RunExecutor(s.GetRequiredService<EngineParts>(), s.GetServices<IRunHandler>()));
        services.AddSingleton(s => new SyncEngine(s.GetRequiredService<EngineParts>()));
        services.AddSingleton(s => new EngineService(s.GetRequiredService<EngineParts>(), s.GetRequiredService<SyncEngine>(), s.GetRequiredService<RunExecutor>()));
        return services.AddHostedService(s => s.GetRequiredService<EngineService>());
    }
}
