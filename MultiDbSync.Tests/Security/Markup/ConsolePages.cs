using System.Reflection;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Features.Runs;
using MultiDbSync.Web.Realtime;

namespace MultiDbSync.Tests.Security.Markup;

/// <summary>Renders any page of the console that draws data, as an administrator.</summary>
public abstract class ConsolePages : ConsoleContext
{
    protected ConsolePages()
    {
        SignInAs(Roles.Admin);
        Services.AddSingleton(Api.Client);
        Services.AddSingleton(Api.Feed);
        Services.AddSingleton(Api.Vault);
        Services.AddSingleton(Api.Tokens);
        Services.AddSingleton(Api.Account);
        Services.AddScoped(_ => Api.Live());
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Telemetry:Dashboard", "https://traces.example")]).Build());
        Services.AddSingleton<TraceLink>();
        foreach (var client in typeof(ApiClient).Assembly.GetTypes().Where(t => t.Name.EndsWith("Client", StringComparison.Ordinal) && t.Namespace!.Contains(".Features.", StringComparison.Ordinal)))
            Services.AddScoped(client);
    }

    /// <summary>All but those of signing in, which show what the visitor typed alone and have tests of their own.</summary>
    public static TheoryData<string> Pages =>
    [
        .. from type in typeof(ApiClient).Assembly.GetTypes()
           where type.GetCustomAttribute<RouteAttribute>() is not null && type.GetCustomAttribute<ExcludeFromInteractiveRoutingAttribute>() is null
           where type.Namespace!.Contains(".Features.", StringComparison.Ordinal) && !type.Namespace.EndsWith(".Account", StringComparison.Ordinal)
           select type.FullName!,
    ];

    private protected IRenderedComponent<IComponent> Open(string page, string text)
    {
        // As the layout does.
        var read = Services.GetRequiredService<LiveStatus>().LoadAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.True(read.IsCompletedSuccessfully);
        var type = typeof(ApiClient).Assembly.GetType(page, throwOnError: true)!;
        return Render(builder =>
        {
            builder.OpenComponent(0, type);
            foreach (var parameter in type.GetProperties().Where(p => p.GetCustomAttribute<ParameterAttribute>() is not null && p.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is null))
            {
                if (parameter.PropertyType == typeof(string)) builder.AddComponentParameter(1, parameter.Name, text);
                else if (parameter.PropertyType == typeof(long)) builder.AddComponentParameter(1, parameter.Name, 1L);
            }

            builder.CloseComponent();
        });
    }
}
