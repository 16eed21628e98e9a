using MultiDbSync.Api.Features.Auth;
using MultiDbSync.Api.Features.Conflicts;
using MultiDbSync.Api.Features.Databases;
using MultiDbSync.Api.Features.Status;
using MultiDbSync.Api.Features.Users;

namespace MultiDbSync.Api.Features;

/// <summary>Registers what the endpoints use, and maps them.</summary>
internal static class FeatureServices
{
    public static void AddFeatures(this IServiceCollection services)
    {
        services.AddSingleton<AuthLog>();
        services.AddScoped<NewAccount>();
        services.AddSingleton<UserLog>();
        services.AddScoped<UserDirectory>();
        services.AddScoped<ConflictList>();
        services.AddSingleton<DatabaseSummaries>();
        services.AddScoped<TopologyReader>();
        services.AddScoped<StatusReader>();
        services.AddScoped<MetricsReader>();
    }

    public static void MapFeatures(this IEndpointRouteBuilder app)
    {
        app.MapAuth();
        app.MapRegistration();
        app.MapUsers();
        app.MapStatus();
        app.MapConflicts();
    }
}
