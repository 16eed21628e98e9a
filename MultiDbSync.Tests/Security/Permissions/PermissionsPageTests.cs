using System.Reflection;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Api;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.Documentation;

namespace MultiDbSync.Tests.Security.Permissions;

/// <summary>docs/permissions.md says who may do what: what is new must be entered there, so that somebody has looked at it.</summary>
public sealed class PermissionsPageTests(ApiFactory api) : IClassFixture<ApiFactory>
{
    [Fact]
    public async Task Page_SaysWhatThePoliciesDecide()
    {
        await using var console = ConsoleApp.Build();
        var ofConsole = ((IEndpointRouteBuilder)console).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>().ToList();
        var pages = ofConsole.Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).ToList();
        var others = ofConsole.Except(pages).Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null).ToList();
        Assert.NotEmpty(pages);
        Assert.NotEmpty(others);

        var page = new PermissionsPage();
        await page.TableAsync("Endpoints of the API", "Endpoint", EndpointsOfApi().Select(RowOf), Caller.PeopleAndKeys, api.Services);
        await page.TableAsync("Methods of the hub", "Method", HubMethods(), Caller.PeopleAndKeys, api.Services);
        await page.TableAsync("Pages of the console", "Page", pages.Select(e => PermissionRow.Of(AddressOf(e), e.Metadata)), Caller.People, console.Services);
        await page.TableAsync("Other addresses of the console", "Address", others.Select(RowOf), Caller.People, console.Services);
        await new GeneratedPage("permissions.md", PermissionsPage.Marker).CheckAsync(page.ToString());
    }

    private IEnumerable<RouteEndpoint> EndpointsOfApi() => api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    // A method without a policy of its own has that of its hub.
    private static IEnumerable<PermissionRow> HubMethods() =>
        from hub in typeof(ApiMarker).Assembly.GetTypes()
        where typeof(Hub).IsAssignableFrom(hub) && !hub.IsAbstract
        from method in hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.Name != nameof(Hub.OnDisconnectedAsync) && !method.IsSpecialName
        let name = method.Name == nameof(Hub.OnConnectedAsync) ? $"{hub.Name}: connect and listen" : $"{hub.Name}.{method.Name}"
        select PermissionRow.Of(name, hub.GetCustomAttributes(true).Concat(method.GetCustomAttributes(true)));

    private static PermissionRow RowOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
        return PermissionRow.Of($"{(methods is [var one] ? one : "*")} {AddressOf(endpoint)}", endpoint.Metadata);
    }

    private static string AddressOf(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.Trim('/')}";
}
