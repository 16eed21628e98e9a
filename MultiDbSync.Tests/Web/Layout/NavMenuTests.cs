using Bunit;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Components.Layout;

namespace MultiDbSync.Tests.Web.Layout;

public sealed class NavMenuTests : ConsoleContext
{
    [Fact]
    public void Badge_OpenConflicts_ShowsTheirNumber()
    {
        SignInAs(Roles.Viewer);

        var menu = Render<NavMenu>(parameters => parameters.Add(p => p.OpenConflicts, 7));
        Assert.Equal("7", menu.Find("[data-testid=nav-conflict-badge]").TextContent);

        menu.Render(parameters => parameters.Add(p => p.OpenConflicts, 0));
        Assert.Empty(menu.FindAll("[data-testid=nav-conflict-badge]"));
    }

    [Fact]
    public void Badge_NewAlerts_ShowsTheirNumber()
    {
        SignInAs(Roles.Viewer);

        var menu = Render<NavMenu>(parameters => parameters.Add(p => p.OpenConflicts, 0).Add(p => p.NewAlerts, 2));
        Assert.Equal("2", menu.Find("[data-testid=nav-alert-badge]").TextContent);

        menu.Render(parameters => parameters.Add(p => p.NewAlerts, 0));
        Assert.Empty(menu.FindAll("[data-testid=nav-alert-badge]"));
    }

    [Theory]
    [InlineData(Roles.Viewer, false)]
    [InlineData(Roles.Operator, false)]
    [InlineData(Roles.Admin, true)]
    public void Users_ForRole_IsListedForAdministratorsOnly(string role, bool listed)
    {
        SignInAs(role);

        var menu = Render<NavMenu>(parameters => parameters.Add(p => p.OpenConflicts, 0));

        Assert.Equal(listed, menu.FindAll("a[href='/admin/users']").Count == 1);
    }
}
