using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FluentUI.AspNetCore.Components;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Tests.Web.Support;

/// <summary>A rendering context with what the console's components ask for.</summary>
public abstract class ConsoleContext : BunitContext
{
    protected ConsoleContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddFluentUIComponents();
        Services.AddSingleton<TimeProvider>(Api.Clock);
        Services.AddScoped<BrowserClock>();
        Services.AddSingleton<AntiforgeryStateProvider>(new NoAntiforgery());
    }

    private protected FakeApi Api { get; } = new();

    protected void SignInAs(string role)
    {
        var authorization = this.AddAuthorization();
        authorization.SetAuthorized("ada@example.org");
        authorization.SetRoles(role);
        authorization.SetPolicies(role switch
        {
            MultiDbSync.Contracts.Users.Roles.Admin => [Policies.Operator, Policies.Admin],
            MultiDbSync.Contracts.Users.Roles.Operator => [Policies.Operator],
            _ => [],
        });
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
