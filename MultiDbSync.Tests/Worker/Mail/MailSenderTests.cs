using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;
using MultiDbSync.SyncWorker.Mail;

namespace MultiDbSync.Tests.Worker.Mail;

public sealed class MailSenderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachMail_OneRecipientAndOnce()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.PutAsync(MailBench.Ann, MailBench.Bob);
        await bench.Sender.StepAsync(Stop);
        await bench.Sender.StepAsync(Stop);
        Assert.Equal([MailBench.Ann, MailBench.Bob], bench.Transport.Sent.Select(m => m.To.Mailboxes.Single().Address));
        Assert.All(await bench.MailsAsync(), m => Assert.Equal((bench.Clock.GetUtcNow(), 0), (m.SentAt!.Value, m.Attempts)));
    }

    [Fact]
    public async Task ServerAway_PausesGrow_FailuresAreSeen_ThenItArrivesOnce()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.PutAsync(MailBench.Ann);
        bench.Transport.Fault = new IOException("smtp.example said: ann@library.example hush");
        var calls = new List<int>();
        for (var second = 0; second < 1200; second++)
        {
            await bench.Sender.StepAsync(Stop);
            if (bench.Transport.Calls > calls.Count) calls.Add(second);
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var gaps = calls.Zip(calls.Skip(1), (a, b) => b - a).ToList();
        Assert.InRange(calls.Count, 9, 14);
        Assert.Equal(gaps.Take(6).Order(), gaps.Take(6));
        Assert.All(gaps, gap => Assert.InRange(gap, 1, 301));
        var failed = Assert.Single(await bench.MailsAsync());
        Assert.Equal((calls.Count, null), (failed.Attempts, failed.SentAt));
        Assert.DoesNotContain("hush", failed.LastError, StringComparison.Ordinal);

        bench.Transport.Fault = null;
        bench.Clock.Advance(RetryPause.Longest);
        await bench.Sender.StepAsync(Stop);
        bench.Clock.Advance(RetryPause.Longest);
        await bench.Sender.StepAsync(Stop);
        Assert.Single(bench.Transport.Sent);
        Assert.Null(Assert.Single(await bench.MailsAsync()).LastError);
    }

    [Fact]
    public async Task RefusedRecipient_HoldsUpNobodyElse()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.PutAsync("gone@library.example", MailBench.Bob);
        var transport = new Refusing("gone@library.example");
        using var sender = bench.Sending(transport);
        await sender.StepAsync(Stop);
        var mails = await bench.MailsAsync();
        Assert.Equal((null, "The mail server refuses the recipient (550)."), (mails[0].SentAt, mails[0].LastError));
        Assert.NotNull(mails[1].SentAt);
    }

    [Fact]
    public async Task TakenButNotNoted_IsNotSentAgain()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.PutAsync(MailBench.Ann);
        await bench.QueryAsync(db => db.Database.ExecuteSqlAsync($"CREATE TRIGGER refuse BEFORE UPDATE ON mails BEGIN SELECT RAISE(ABORT, 'disk'); END", Stop));
        await Assert.ThrowsAsync<DbUpdateException>(() => bench.Sender.StepAsync(Stop));
        await Assert.ThrowsAsync<DbUpdateException>(() => bench.Sender.StepAsync(Stop));
        await bench.QueryAsync(db => db.Database.ExecuteSqlAsync($"DROP TRIGGER refuse", Stop));
        await bench.Sender.StepAsync(Stop);
        await bench.Sender.StepAsync(Stop);
        Assert.Single(bench.Transport.Sent);
        Assert.Equal(bench.Clock.GetUtcNow(), Assert.Single(await bench.MailsAsync()).SentAt);
    }

    [Fact]
    public async Task WorkerStartsAnew_GoesOnWithWhatWaits()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.ConflictAsync();
        await bench.WriteAsync();
        bench.Transport.Fault = new IOException();
        await bench.Sender.StepAsync(Stop);
        var transport = new RecordingTransport();
        using var later = bench.Sending(transport);
        bench.Clock.Advance(RetryPause.Longest);
        await bench.WriteAsync();
        await later.StepAsync(Stop);
        Assert.StartsWith("Conflict in books", Assert.Single(transport.Sent).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DoneWith_IsForgottenAfterAWeek()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.PutAsync(MailBench.Ann, MailBench.Bob);
        await bench.QueryAsync(db => db.Mails.Where(m => m.Recipient == MailBench.Ann).ExecuteUpdateAsync(m => m.SetProperty(x => x.SentAt, bench.Clock.GetUtcNow()), Stop));
        bench.Clock.Advance(Outbox.Retention);
        await bench.QueryAsync(ForgetAsync);
        Assert.Equal(2, (await bench.MailsAsync()).Count);
        await bench.PutAsync("new@library.example");
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.QueryAsync(ForgetAsync);
        Assert.Equal("new@library.example", Assert.Single(await bench.MailsAsync()).Recipient);

        async Task<bool> ForgetAsync(HubDbContext db)
        {
            await Outbox.ForgetOldAsync(db, bench.Clock.GetUtcNow(), Stop);
            return true;
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(8, 256)]
    [InlineData(9, 300)]
    [InlineData(1_000_000, 300)]
    public void Pause_DoublesUpToFiveMinutes_LessSomeByChance(int attempts, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), new RetryPause(() => 0).After(attempts));
        Assert.Equal(TimeSpan.FromSeconds(seconds * 0.75), new RetryPause(() => 1).After(attempts));
    }

    private sealed class Refusing(string address) : IMailTransport
    {
        public Task SendAsync(MimeMessage message, CancellationToken cancellationToken) =>
            message.To.Mailboxes.Single() is { } to && to.Address == address
                ? throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable, to, $"{address} is unknown here")
                : Task.CompletedTask;
    }
}
