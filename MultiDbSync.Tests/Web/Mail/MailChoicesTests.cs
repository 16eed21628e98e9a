using Bunit;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Mail;

namespace MultiDbSync.Tests.Web.Mail;

public sealed class MailChoicesTests : ConsoleContext
{
    private static readonly MailPreferences Mine = new("ann@library.example", true, true, null, 30, true, true);
    private readonly List<UpdateMailPreferencesRequest> _saved = [];

    [Fact]
    public void Choices_AreSavedAsChosen()
    {
        var form = Show(Mine);
        Assert.Contains("Default: Every 30 seconds", form.Markup, StringComparison.Ordinal);
        form.Find("[data-testid=mail-digest]").Change("3600");
        form.Find("[data-testid=mail-alerts]").Change(false);
        form.Find("form").Submit();
        Assert.Equal([new UpdateMailPreferencesRequest(true, false, 3600)], _saved);

        form.Find("[data-testid=mail-digest]").Change("");
        form.Find("form").Submit();
        Assert.Equal(new UpdateMailPreferencesRequest(true, false, null), _saved[^1]);
    }

    [Fact]
    public void OwnInterval_SetThroughTheApi_IsShownAndKept()
    {
        var form = Show(Mine with { DigestSeconds = 120 });
        Assert.Equal("120", form.Find("[data-testid=mail-digest]").GetAttribute("value"));
        form.Find("form").Submit();
        Assert.Equal(120, Assert.Single(_saved).DigestSeconds);
    }

    [Fact]
    public void NoConflicts_NoInterval()
    {
        var form = Show(Mine with { Conflicts = false });
        Assert.True(form.Find("[data-testid=mail-digest]").HasAttribute("disabled"));
    }

    private IRenderedComponent<MailChoices> Show(MailPreferences preferences) =>
        Render<MailChoices>(p => p.Add(c => c.Preferences, preferences).Add(c => c.OnSave, request => _saved.Add(request)));
}
