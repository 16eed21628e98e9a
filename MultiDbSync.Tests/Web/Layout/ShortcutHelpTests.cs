using Bunit;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Components.Layout;

namespace MultiDbSync.Tests.Web.Layout;

public sealed class ShortcutHelpTests : ConsoleContext
{
    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Admin)]
    public void List_HoldsEveryWayOfTheMenu_AndNoOther(string role)
    {
        SignInAs(role);
        var listed = Render<ShortcutHelp>().FindAll("dt").Select(entry => string.Join(' ', entry.QuerySelectorAll("kbd").Select(key => key.TextContent)));
        var menu = Render<NavMenu>(parameters => parameters.Add(p => p.OpenConflicts, 0)).FindAll("[data-shortcut]");
        var person = Render<Person>().FindAll("[data-shortcut]");
        Assert.Equal(menu.Concat(person).Select(link => link.GetAttribute("data-shortcut")!).Order(), listed.Where(keys => keys.StartsWith("g ", StringComparison.Ordinal)).Order());
    }
}
