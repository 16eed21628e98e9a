using System.Net;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Databases;
using MultiDbSync.Web.Features.Databases.Adding;
using MultiDbSync.Web.Features.SyncSets;

namespace MultiDbSync.Tests.Web.Databases;

public sealed class AddDatabasePageTests : ConsoleContext
{
    private const string Secret = "hush-hush-77";

    public AddDatabasePageTests()
    {
        Services.AddSingleton(new DatabasesClient(Api.Client));
        Services.AddSingleton(new SyncSetsClient(Api.Client));
        Api.On<IReadOnlyList<DatabaseMake>>(HttpMethod.Get, "/api/database-makes",
        [
            new("mysql", "MySQL", "A server.", "Server=…", [new("host", "Host", ConnectionFieldKind.Text, true), new("password", "Password", ConnectionFieldKind.Secret, false)]),
            new("sqlite", "SQLite", "A file.", "Data Source=…", [new("file", "File", ConnectionFieldKind.File, true)]),
        ]);
        Api.On<IReadOnlyList<SyncSetSummary>>(HttpMethod.Get, "/api/sync-sets",
            [new("library", true, SyncMode.RealTime, null, "UTC", null, null, 0, 0, 0, ["primary"], [])]);
        Tested(new TestFinding("Sign-in", FindingState.Good, "Signed in."));
        SignInAs(MultiDbSync.Contracts.Users.Roles.Admin);
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Wizard_FromMakeToReview_AddsTheDatabase_AndNoSecretIsInTheAddress()
    {
        Api.On(HttpMethod.Post, "/api/databases", Sample.Database(), HttpStatusCode.Created);
        var page = Tested();
        page.Find("[data-testid=wizard-next]").Click();
        Assert.Equal("shop", page.WaitForElement("[data-testid=database-name]").GetAttribute("value"));
        Submit(page);
        page.WaitForElement("[data-testid=join-set]").Change("library");
        page.Find("[data-testid=load-mode]").Change("Replace");
        Assert.True(page.Find("[data-testid=wizard-next]").HasAttribute("disabled"));
        page.Find("[data-testid=load-confirm]").Input("shop");
        Submit(page);
        page.WaitForElement("[data-testid=review]");
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
        Submit(page);
        page.WaitForAssertion(() => Assert.EndsWith("/databases?added=shop", Navigation.Uri, StringComparison.Ordinal));
        var sent = Api.Requests.Single(r => r.Method == HttpMethod.Post && r.RequestUri!.AbsolutePath == "/api/databases");
        Assert.NotNull(sent);
    }

    [Fact]
    public void Back_KeepsWhatWasTyped_AndAnotherHostIsTestedAnew()
    {
        var page = Tested();
        page.Find("[data-testid=wizard-back]").Click();
        Assert.Equal("db.example", page.WaitForElement("[data-testid=field-host]").GetAttribute("value"));
        Assert.Equal(Secret, page.Find("[data-testid=field-password]").GetAttribute("value"));
        Assert.DoesNotContain(Secret, Navigation.Uri, StringComparison.Ordinal);
        page.Find("[data-testid=field-host]").Input("other.example");
        Submit(page);
        page.WaitForAssertion(() => Assert.Equal(2, Api.Requests.Count(r => r.RequestUri!.AbsolutePath == "/api/databases/test")));
    }

    [Fact]
    public void Test_ThatRefuses_ShowsTheFix_AndGoesNoFurther()
    {
        Tested(new TestFinding("Port", FindingState.Refused, "Nothing listens there.", "Start the server."));
        var page = Tested();
        Assert.Contains("Start the server.", page.Find("[data-check=Port]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-testid=wizard-next]").HasAttribute("disabled"));
    }

    [Fact]
    public void Address_OfALaterStep_WithNothingTyped_BeginsWithTheMake()
    {
        Navigation.NavigateTo("/databases/add?step=review");
        var page = Render<AddDatabasePage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=make]").Count));
    }

    private static void Submit(IRenderedComponent<AddDatabasePage> page) => page.Find("[data-testid=add-database-form]").Submit();

    private void Tested(TestFinding finding) => Api.On(HttpMethod.Post, "/api/databases/test", new ConnectionTestResult(
        finding.State != FindingState.Refused, "db.example:3306/shop", [finding], [new SeenTable("books", 3, true)]));

    // As far as the checklist.
    private IRenderedComponent<AddDatabasePage> Tested()
    {
        Navigation.NavigateTo("/databases/add");
        var page = Render<AddDatabasePage>();
        page.WaitForElement("[data-make=mysql] input").Change(true);
        Submit(page);
        page.WaitForElement("[data-testid=field-host]").Input("db.example");
        page.Find("[data-testid=field-password]").Input(Secret);
        Submit(page);
        page.WaitForElement("[data-testid=finding]");
        return page;
    }
}
