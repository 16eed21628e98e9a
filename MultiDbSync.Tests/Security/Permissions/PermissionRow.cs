using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace MultiDbSync.Tests.Security.Permissions;

/// <summary>Something that can be called, and what decides who may.</summary>
internal sealed record PermissionRow(string Name, bool Open, IReadOnlyList<IAuthorizeData> Asked)
{
    public static PermissionRow Of(string name, IEnumerable<object> metadata)
    {
        var all = metadata.ToList();
        return new PermissionRow(name, all.OfType<IAllowAnonymous>().Any(), [.. all.OfType<IAuthorizeData>()]);
    }

    /// <summary>Asked of the program's own policies, as the middleware asks them.</summary>
    public async Task<bool> AllowsAsync(Caller caller, IServiceProvider services)
    {
        if (Open) return true;
        var provider = services.GetRequiredService<IAuthorizationPolicyProvider>();
        var policy = await AuthorizationPolicy.CombineAsync(provider, Asked) ?? await provider.GetFallbackPolicyAsync();
        Assert.True(policy is not null, $"{Name} is open to everybody without saying so.");
        using var scope = services.CreateScope();
        return (await scope.ServiceProvider.GetRequiredService<IAuthorizationService>().AuthorizeAsync(caller.Principal, null, policy)).Succeeded;
    }
}
