using MultiDbSync.SyncWorker.Mail;

namespace MultiDbSync.Tests.Worker.Mail;

/// <summary>From a conflict to a mail server and back to what people see of it.</summary>
public sealed class SmtpTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ServerDownForAWhile_ThenUp_EachMailArrivesOnce()
    {
        await using var bench = await MailBench.CreateAsync($"{MailBench.Ann},{MailBench.Bob}");
        await using var server = new SmtpListener();
        server.Start();
        await server.StopAsync();
        using var sender = bench.Sending(new SmtpTransport(server.Address));
        for (var i = 1; i <= 3; i++)
        {
            await bench.ConflictAsync($"[{i}]", "bücher");
            await bench.WriteAsync(31);
            await sender.StepAsync(Stop);
        }

        Assert.All(await bench.MailsAsync(), m => Assert.Equal((null, "The mail server can't be reached (ConnectionRefused)."), (m.SentAt, m.LastError)));
        server.Start();
        for (var i = 0; i < 3; i++)
        {
            bench.Clock.Advance(RetryPause.Longest);
            await sender.StepAsync(Stop);
        }

        Assert.Equal(6, server.Received.Count);
        Assert.Equal(6, server.Received.Select(m => m.MessageId).Distinct().Count());
        Assert.All(server.Received, m => Assert.Contains("bücher", m.Subject, StringComparison.Ordinal));
        Assert.All(server.Received, m => Assert.True(m.TextBody!.Contains("console.example", StringComparison.Ordinal) && m.HtmlBody!.Contains("console.example", StringComparison.Ordinal)));
        Assert.All(await bench.MailsAsync(), m => Assert.NotNull(m.SentAt));
    }

    [Fact]
    public async Task ServerBreaksOffAfterTakingIt_IsNotSentAgain()
    {
        await using var bench = await MailBench.CreateAsync();
        await using var server = new SmtpListener { IsRude = true };
        server.Start();
        await bench.PutAsync(MailBench.Ann);
        using var sender = bench.Sending(new SmtpTransport(server.Address));
        await sender.StepAsync(Stop);
        bench.Clock.Advance(RetryPause.Longest);
        await sender.StepAsync(Stop);
        Assert.Single(server.Received);
        Assert.Equal(0, Assert.Single(await bench.MailsAsync()).Attempts);
    }
}
