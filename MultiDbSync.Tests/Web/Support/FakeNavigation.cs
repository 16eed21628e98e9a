using Microsoft.AspNetCore.Components;

namespace MultiDbSync.Tests.Web.Support;

/// <summary>Remembers where the console wanted to go.</summary>
internal sealed class FakeNavigation : NavigationManager
{
    public FakeNavigation() => Initialize("http://console/", "http://console/conflicts");

    public string? WentTo { get; private set; }

    protected override void NavigateToCore(string uri, NavigationOptions options) => WentTo = uri;
}
