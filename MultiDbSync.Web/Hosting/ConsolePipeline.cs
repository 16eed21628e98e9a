using MultiDbSync.ServiceDefaults;
using MultiDbSync.Web.Components;
using MultiDbSync.Web.Features.Account;
using MultiDbSync.Web.Features.Audit;
using MultiDbSync.Web.Features.Profile;

namespace MultiDbSync.Web.Hosting;

/// <summary>The order in which a request passes through the console.</summary>
internal static class ConsolePipeline
{
    // Blazor's own hub.
    private const string Circuits = "/_blazor";

    public static void UseConsole(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
            app.UseHsts();
        }

        app.UseMiddleware<SecurityHeaders>();
        app.UseOwnOrigin(Circuits);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapDefaultEndpoints();
        app.MapStaticAssets().AllowAnonymous();
        app.MapAccount();
        app.MapPassword();
        app.MapPresence();
        app.MapAuditDownload();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
    }
}
