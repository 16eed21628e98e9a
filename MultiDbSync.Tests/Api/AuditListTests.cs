using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Engine.Audit;

namespace MultiDbSync.Tests.Api;

public sealed class AuditListTests(ApiFactory api) : IClassFixture<ApiFactory>
{
    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch.AddDays(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_FiltersAndPages_NewestFirst()
    {
        using var admin = await api.AdminAsync();
        var log = api.Services.GetRequiredService<AuditLog>();
        for (var i = 0; i < 7; i++)
            await log.AppendAsync(new AuditEntry(Day.AddHours(i), i % 2 == 0 ? "eve@100%.org" : "bob@example.org", "10.0.0.1", "list.test", $"thing_{i}", AuditOutcome.Done), Cancel);

        Assert.Equal(["thing_6", "thing_5", "thing_4"], await SubjectsAsync(admin, "action=list&pageSize=3"));
        Assert.Equal(["thing_3", "thing_2", "thing_1"], await SubjectsAsync(admin, "action=list.test&pageSize=3&page=2"));
        Assert.Equal(["thing_6", "thing_4", "thing_2", "thing_0"], await SubjectsAsync(admin, "actor=100%25"));
        Assert.Equal(["thing_3"], await SubjectsAsync(admin, "subject=g_3"));
        Assert.Equal(["thing_3", "thing_2"], await SubjectsAsync(admin, $"from={Uri.EscapeDataString(Day.AddHours(2).ToString("O"))}&until={Uri.EscapeDataString(Day.AddHours(4).ToString("O"))}"));
        Assert.Empty(await SubjectsAsync(admin, "action=list&outcome=Refused"));
        Assert.Equal((HttpStatusCode.BadRequest, "bad-request"), (await admin.ProblemAsync("GET", "/api/audit?outcome=Nice")) is var (status, type, _) ? (status, type) : default);
    }

    [Fact]
    public async Task Export_IsCsv_NeutralisedAndQuoted()
    {
        using var admin = await api.AdminAsync();
        var log = api.Services.GetRequiredService<AuditLog>();
        await log.AppendAsync(new AuditEntry(Day, "=cmd()", "10.0.0.1", "csv.test", "a \"thing\", quoted", AuditOutcome.Done) { After = """{"a":1,"b":2}""" }, Cancel);
        var answer = await admin.SendAsync("GET", "/api/audit/export?action=csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("audit-log.csv", answer.Content.Headers.ContentDisposition?.FileName);
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split("\r\n");
        Assert.Equal("number,time,actor,address,action,subject,outcome,before,after,trace,hash", lines[0]);
        Assert.Contains("""1970-01-02T00:00:00.000Z,'=cmd(),10.0.0.1,csv.test,"a ""thing"", quoted",Done,,"{""a"":1,""b"":2}",,""", lines[1], StringComparison.Ordinal);
        Assert.Equal("audit log", (await admin.GetAsync<Page<AuditRecord>>("/api/audit?action=audit.export")).Items[0].Subject);
    }

    [Fact]
    public async Task Verify_ComparesWithAnEarlierOne_AndWantsBothParts()
    {
        using var admin = await api.AdminAsync();
        var noted = await admin.PostAsync<AuditVerification>("/api/audit/verify", null);
        Assert.True(noted.IsIntact);
        Assert.True((await admin.PostAsync<AuditVerification>("/api/audit/verify", new VerifyAuditRequest(noted.Entries, noted.Head))).IsIntact);
        var other = await admin.PostAsync<AuditVerification>("/api/audit/verify", new VerifyAuditRequest(noted.Entries, new string('a', 64)));
        Assert.Equal((false, noted.Entries), (other.IsIntact, other.Entry));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.ProblemAsync("POST", "/api/audit/verify", new VerifyAuditRequest(1, null))).Status);
    }

    private static async Task<IEnumerable<string>> SubjectsAsync(ApiCaller admin, string filter) =>
        (await admin.GetAsync<Page<AuditRecord>>("/api/audit?" + filter)).Items.Select(e => e.Subject);
}
