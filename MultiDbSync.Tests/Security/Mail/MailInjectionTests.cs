using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;
using MultiDbSync.SyncWorker.Mail;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.Security.Markup;
using MultiDbSync.Tests.Worker.Mail;

namespace MultiDbSync.Tests.Security.Mail;

/// <summary>Texts of others in mails: no headers, no recipients, no markup, no links but to the configured console.</summary>
public sealed class MailInjectionTests
{
    private const string LinkBase = "https://console.example";
    private const string Link = "https://evil.example/";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Breaks => ["\r\n", "\n", "\r", "\r\n ", "\0", "\v", "\f", "\u0085", "\u2028", "\u2029", "\u007f", "=?utf-8?Q?=0D=0A?=", "%0d%0a", "\\r\\n"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Header_OfATextWithABreak_StaysOne(string wall)
    {
        var hostile = $"a{wall}Bcc: eve@library.example{wall}{wall}<p>body</p>";
        var conflict = MailBench.Conflict(RowKey.Of(CellValue.FromText(hostile)).Text, hostile);
        (conflict.LeftOrigin, conflict.RightOrigin) = (hostile, hostile);
        var alert = new AlertEntity { Kind = nameof(AlertKind.Lag), Subject = hostile, Message = hostile };
        MailContent[] contents =
        [
            ConflictMail.Compose([conflict], 1, LinkBase), ConflictMail.Compose([conflict], 9, LinkBase), AlertMail.Compose([alert], LinkBase), AlertMail.Compose([alert, alert], LinkBase),
            new MailLayout(hostile).Paragraph(hostile).Finish(hostile),

            // Not by our layout: what a row of the outbox could hold at worst.
            new(hostile, hostile, hostile),
        ];
        foreach (var content in contents)
        {
            var message = await SentAsync(content, MailBench.Ann);
            Assert.Equal(["auto-submitted", "date", "from", "message-id", "mime-version", "subject", "to"], message.Headers.Select(h => h.Field.ToLowerInvariant()).Order(StringComparer.Ordinal));
            Assert.Equal(MailBench.Ann, Assert.Single(message.GetRecipients()).Address);
        }
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Recipient_WithABreak_IsNoneOrPlain(string wall)
    {
        foreach (var text in new[] { $"ann@library.example{wall}Bcc: eve@library.example", $"Ann{wall} <ann@library.example>", $"ann@library.example{wall}" })
        {
            // At most one, without a break: what stands before an address is its owner's name, which is left out.
            if (MailRecipients.AddressOf(text) is not { } address) continue;
            Assert.DoesNotContain(address, c => char.IsControl(c) || char.IsSeparator(c) || c is ',' or '<' or '>');
            Assert.True(wall[0] is '%' or '=' or '\\', $"{text} was taken.");
        }
    }

    [Fact]
    public void HtmlPart_OfHostileTexts_HasNoMarkupOfTheirs()
    {
        const string Hostile = "\"'></a></div><img src=x onerror=alert(1)><script>alert(1)</script><a href=\"javascript:alert(1)\">x</a>";
        var conflict = MailBench.Conflict(RowKey.Of(CellValue.FromText(Hostile)).Text, Hostile);
        (conflict.LeftOrigin, conflict.RightOrigin) = (Hostile, Hostile);
        var alert = new AlertEntity { Kind = Hostile, Subject = Hostile, Message = Hostile };
        foreach (var content in new[] { ConflictMail.Compose([conflict], 7, LinkBase), AlertMail.Compose([alert], LinkBase), new MailLayout(Hostile).Paragraph(Hostile).Finish(Hostile) })
        {
            var page = new HtmlParser().ParseDocument(content.Html);
            Harmless.Assert(page.Body!.QuerySelectorAll("*"));
            Assert.Contains(Hostile, page.Body.TextContent, StringComparison.Ordinal);
            Assert.All(page.QuerySelectorAll("a"), a => Assert.StartsWith(LinkBase + "/", a.GetAttribute("href"), StringComparison.Ordinal));
            Assert.Empty(page.QuerySelectorAll("img"));
        }
    }

    [Theory]
    [InlineData("\r\nBcc: eve@example.org")]
    [InlineData("\nBcc: eve@example.org")]
    [InlineData("\rx")]
    [InlineData("\0")]
    [InlineData("\u001b[2J")]
    [InlineData("\u0085x")]
    [InlineData("\u2028x")]
    [InlineData("\u202ex")]
    public async Task Name_WithControlCharacters_IsRefused(string tail)
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        var file = BookFile.Make(api, "books");
        (string Path, object Body)[] calls =
        [
            ("/api/databases", new AddDatabaseRequest("books" + tail, "sqlite", file, null)),
            ("/api/sync-sets", new CreateSyncSetRequest("library" + tail, "books", [])),
            ("/api/keys", new CreateApiKeyRequest("key" + tail, ["read"])),
            ("/api/auth/register", new RegisterRequest("ann@example.org" + tail, ApiCaller.Password)),
            ("/api/mail/test", new SendTestMailRequest("ann@example.org" + tail)),
        ];
        foreach (var (path, body) in calls) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.ProblemAsync("POST", path, body)).Status);
    }

    [Fact]
    public async Task Mail_AskedForWithAForgedHost_HasNoLinkThere()
    {
        using var api = new ApiFactory();
        using var admin = await api.AdminAsync();
        await using (var db = api.Hub.CreateContext()) await new MailSetup(true, null, 30).WriteAsync(db, Cancel);
        using var answer = await admin.WithHeader("Host", "evil.example").WithHeader("X-Forwarded-Host", "evil.example").WithHeader("Origin", Link).WithHeader("Referer", Link)
            .SendAsync("POST", "/api/mail/test", new SendTestMailRequest("ann@example.org"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await using var read = api.Hub.CreateContext();
        var mail = await read.Mails.SingleAsync(Cancel);
        Assert.DoesNotContain("evil", mail.Subject + mail.Text + mail.Html + answer.Headers + await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    // As it leaves, and as a receiver reads it.
    private static async Task<MimeMessage> SentAsync(MailContent content, string recipient)
    {
        var mail = new MailEntity { Recipient = recipient, Kind = nameof(MailKind.Conflicts), Subject = content.Subject, Text = content.Text, Html = content.Html };
        using var bytes = new MemoryStream();
        await OutgoingMail.Of(mail, "Sync <sync@library.example>", "hub").WriteToAsync(bytes, Cancel);
        Assert.DoesNotContain(Encoding.UTF8.GetString(bytes.ToArray()).ReplaceLineEndings("\n").Split("\n\n")[0].Split('\n'), line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        bytes.Position = 0;
        return await MimeMessage.LoadAsync(bytes, Cancel);
    }
}
