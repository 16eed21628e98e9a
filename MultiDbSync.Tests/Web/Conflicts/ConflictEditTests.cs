using Bunit;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Conflicts;

namespace MultiDbSync.Tests.Web.Conflicts;

public sealed class ConflictEditTests : ConsoleContext
{
    private readonly ConflictEditor _editor = new(Sample.Conflict());

    [Fact]
    public void Pick_Right_ShowsItsValueInTheResult()
    {
        var edit = Render<ConflictEdit>(parameters => parameters.Add(p => p.Editor, _editor).Add(p => p.Detail, Sample.Conflict()));

        edit.Find("[data-column=title] [data-testid=pick-right]").Click();

        Assert.Equal("Right", edit.Find("[data-column=title] [data-testid=edit-value]").GetAttribute("value"));
        Assert.Equal("true", edit.Find("[data-column=title] [data-testid=pick-right]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void Null_InACell_IsShownAsSuch()
    {
        var cells = Render<ConflictCells>(parameters => parameters.Add(p => p.Detail, Sample.Conflict()));

        Assert.Contains(cells.FindAll(".null"), mark => mark.TextContent == "NULL");
        Assert.Contains(cells.FindAll(".null"), mark => mark.TextContent == "empty");
    }

    [Fact]
    public void Save_WhileACellIsInvalid_IsBlockedAndSaysWhy()
    {
        _editor.Type("copies", "many");

        var actions = Render<ConflictActions>(parameters => parameters.Add(p => p.Detail, Sample.Conflict()).Add(p => p.Editor, _editor));

        Assert.True(actions.Find("[data-testid=save]").HasAttribute("disabled"));
        Assert.NotEmpty(actions.FindAll("[data-testid=save-blocked]"));
    }
}
