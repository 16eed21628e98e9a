using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using MultiDbSync.ServiceDefaults;
using MultiDbSync.Web.Hosting;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Tests.Security.Permissions;

/// <summary>The console as its program builds it; it listens nowhere until it is started.</summary>
internal static class ConsoleApp
{
    public static WebApplication Build(Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(TokenVault).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Production",
        });
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.AddConsole();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseConsole();
        return app;
    }
}
