using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Storage;
using MultiDbSync.SyncWorker.Mail;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Worker.Mail;

public sealed class MailTextTests
{
    private const string LinkBase = "https://console.example/";

    [Fact]
    public void Conflict_BothPartsSayTableKeyKindDatabasesSinceAndLinks()
    {
        var conflict = MailBench.Conflict("[4711]");
        (conflict.Id, conflict.Kind, conflict.DetectedAt) = (12, ConflictKind.UpdateDelete, new DateTimeOffset(2026, 11, 23, 10, 5, 0, TimeSpan.FromHours(1)));
        conflict.LeftImage = """{"title":"A value of the row"}""";
        var mail = ConflictMail.Compose([conflict], 1, LinkBase);
        Assert.All(
            new[] { mail.Text, mail.Html },
            part =>
            {
                foreach (var said in new[] { "books", "4711", "Changed on one side, deleted on the other", "primary and mysql_sim", "2026-11-23 09:05 UTC", "https://console.example/conflicts/12", "https://console.example/mail" })
                    Assert.Contains(said, part, StringComparison.Ordinal);
                Assert.DoesNotContain("A value of the row", part, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void Conflicts_MoreThanAreListed_AreCounted()
    {
        var mail = ConflictMail.Compose([MailBench.Conflict("[1]"), MailBench.Conflict("[2]")], 1234, LinkBase);
        Assert.Equal("1,234 conflicts wait for a decision", mail.Subject);
        Assert.Contains("1,232 more conflicts are open", mail.Text, StringComparison.Ordinal);
        Assert.Contains("1,232 more conflicts are open", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\r\nBcc: eve@library.example")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onmouseover=\"x")]
    [InlineData("a\u2028Bcc: eve@library.example\u202e\0")]
    public void HostileNames_AreNeitherHeadersNorLinesNorMarkup(string name)
    {
        var conflict = MailBench.Conflict(RowKey.Of(CellValue.FromText(name)).Text, name);
        (conflict.LeftOrigin, conflict.RightOrigin) = (name, name);
        var alert = new AlertEntity { Kind = nameof(AlertKind.DatabaseDown), Subject = name, Message = name };
        foreach (var content in new[] { ConflictMail.Compose([conflict], 1, LinkBase), AlertMail.Compose([alert], LinkBase) })
        {
            var entity = new MailEntity { Recipient = MailBench.Ann, Kind = nameof(MailKind.Conflicts), Subject = content.Subject, Text = content.Text, Html = content.Html };
            var message = OutgoingMail.Of(entity, "Sync <sync@library.example>", "hub");
            Assert.Empty(message.Bcc);
            Assert.Equal(MailBench.Ann, Assert.Single(message.To.Mailboxes).Address);
            Assert.DoesNotContain(content.Subject, char.IsControl);
            Assert.DoesNotContain("\nBcc", content.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", content.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("\" onmouseover", content.Html, StringComparison.Ordinal);
            Assert.DoesNotContain('\u2028', content.Text);
            Assert.DoesNotContain('\u202e', content.Html);
        }
    }

    [Fact]
    public void Alerts_BothPartsSayWhatAndSinceWhen()
    {
        var mail = AlertMail.Compose(
            [
                new AlertEntity { Kind = nameof(AlertKind.DatabaseDown), Subject = "primary", Message = "primary can't be reached: The file is gone.", RaisedAt = DateTimeOffset.UnixEpoch },
                new AlertEntity { Kind = nameof(AlertKind.Lag), Subject = "mysql_sim", Message = "mysql_sim is behind.", RaisedAt = DateTimeOffset.UnixEpoch },
            ],
            LinkBase);
        Assert.Equal("2 alerts: database down, database behind", mail.Subject);
        Assert.Contains("Database down: primary\n  primary can't be reached: The file is gone.\n  Since 1970-01-01 00:00 UTC\n  https://console.example/alerts", mail.Text, StringComparison.Ordinal);
        Assert.Contains("primary can&#39;t be reached", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_HasBothPartsASteadyIdAndSaysThatAProgramWroteIt()
    {
        var mail = new MailEntity { Id = 7, Recipient = MailBench.Ann, Kind = nameof(MailKind.Test), Subject = "Hello", Text = "Hello.", Html = "<p>Hello.</p>" };
        var (first, second) = (OutgoingMail.Of(mail, "Sync <sync@library.example>", "hub"), OutgoingMail.Of(mail, "Sync <sync@library.example>", "hub"));
        Assert.Equal("auto-generated", first.Headers["Auto-Submitted"]);
        Assert.Equal(("Hello.", "<p>Hello.</p>"), (first.TextBody!.Trim(), first.HtmlBody!.Trim()));
        Assert.Equal(first.MessageId, second.MessageId);
        Assert.EndsWith("library.example", first.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_WholeMailsOnly()
    {
        using var folder = new TemporaryFolder();
        var content = ConflictMail.Compose([MailBench.Conflict("[1]")], 1, LinkBase);
        var mail = new MailEntity { Recipient = MailBench.Ann, Kind = nameof(MailKind.Conflicts), Subject = content.Subject, Text = content.Text, Html = content.Html };
        var stop = TestContext.Current.CancellationToken;
        await new FolderTransport(folder.Path, TimeProvider.System).SendAsync(OutgoingMail.Of(mail, "sync@library.example", "hub"), stop);
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        Assert.EndsWith(".eml", file, StringComparison.Ordinal);
        Assert.Equal(content.Subject, (await MimeKit.MimeMessage.LoadAsync(file, stop)).Subject);
    }
}
