using Microsoft.Extensions.DependencyInjection;

namespace MultiDbSync.AppHost.Hosting;

/// <summary>Registration of <see cref="Announcement"/>.</summary>
internal static class AnnouncementExtensions
{
    public static void AnnounceWhenHealthy(this IDistributedApplicationBuilder builder, AnnouncedResources resources, LocalRun local, bool demo) =>
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<Announcement>(services, resources, local, demo));
}
