using Bunit;
using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Features.Alerts;

namespace MultiDbSync.Tests.Web.Alerts;

public sealed class AlertTableTests : ConsoleContext
{
    private static readonly RoleGate Operator = new(true, false);
    private static readonly AlertSummary New = new(1, AlertKind.DatabaseDown, "primary", "primary can't be reached: <b>gone</b>", Sample.Now, null, null, null);

    [Fact]
    public void New_IsAcknowledgedByOperatorsOnly()
    {
        AlertSummary? pressed = null;
        var table = Render<AlertTable>(p => p.Add(t => t.Alerts, [New]).Add(t => t.Gate, Operator).Add(t => t.OnAcknowledge, alert => pressed = alert));
        table.Find("[data-testid=acknowledge]").Click();
        Assert.Equal(New, pressed);
        Assert.DoesNotContain("<b>gone", table.Markup, StringComparison.Ordinal);

        table.Render(p => p.Add(t => t.Gate, RoleGate.None));
        Assert.True(table.Find("[data-testid=acknowledge]").HasAttribute("disabled"));
    }

    [Fact]
    public void Acknowledged_NamesWho_AndAsksNoMore()
    {
        var noted = New with { AcknowledgedBy = "bob@library.example", AcknowledgedAt = Sample.Now };
        var table = Render<AlertTable>(p => p.Add(t => t.Alerts, [noted]).Add(t => t.Gate, Operator));
        Assert.Contains("bob@library.example", table.Markup, StringComparison.Ordinal);
        Assert.Empty(table.FindAll("[data-testid=acknowledge]"));
    }

    [Fact]
    public void Over_HasNothingLeftToDo()
    {
        var table = Render<AlertTable>(p => p.Add(t => t.Alerts, [New with { ClearedAt = Sample.Now }]).Add(t => t.Gate, Operator).Add(t => t.Closed, true));
        Assert.Empty(table.FindAll("[data-testid=acknowledge]"));
        Assert.Equal(5, table.FindAll("thead th").Count);
    }
}
