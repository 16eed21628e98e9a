using Bunit;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Features.Databases;

namespace MultiDbSync.Tests.Web.Databases;

public sealed class DatabaseListTests : ConsoleContext
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Row_ForRole_OffersWhatItMayDo(bool operates, bool administers)
    {
        var list = Render<DatabaseList>(parameters => parameters
            .Add(p => p.Databases, (IReadOnlyList<DatabaseSummary>)[Sample.Database()])
            .Add(p => p.Gate, new RoleGate(operates, administers)));

        Assert.Equal(!operates, list.Find("[data-testid=toggle-database]").HasAttribute("disabled"));
        Assert.Equal(administers ? 1 : 0, list.FindAll("[data-testid=remove-database]").Count);
    }

    [Theory]
    [InlineData(3000L, "clock 3 s ahead")]
    [InlineData(null, null)]
    public void Clock_Measured_IsShown(long? offsetMs, string? text)
    {
        var list = Render<DatabaseList>(parameters => parameters
            .Add(p => p.Databases, (IReadOnlyList<DatabaseSummary>)[Sample.Database() with { ClockOffsetMs = offsetMs }])
            .Add(p => p.Gate, RoleGate.None));

        Assert.Equal(text, list.FindAll("[data-testid=clock]").SingleOrDefault()?.TextContent);
    }
}
