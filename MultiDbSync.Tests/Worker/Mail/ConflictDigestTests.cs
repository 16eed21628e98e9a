using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Worker.Mail;

public sealed class ConflictDigestTests
{
    [Fact]
    public async Task FirstAtOnce_LaterOnesGathered_EachToldOnce()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.ConflictAsync("[1]");
        await bench.WriteAsync();
        Assert.Equal("Conflict in books: primary and mysql_sim disagree", Assert.Single(await bench.MailsAsync()).Subject);

        await bench.ConflictAsync("[2]");
        await bench.ConflictAsync("[3]");
        await bench.WriteAsync(28);
        Assert.Single(await bench.MailsAsync());

        await bench.WriteAsync(2);
        var digest = (await bench.MailsAsync())[1];
        Assert.Equal("2 conflicts wait for a decision", digest.Subject);
        Assert.Contains("https://console.example/conflicts/2", digest.Text, StringComparison.Ordinal);
        Assert.Contains("https://console.example/conflicts/3", digest.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("conflicts/1", digest.Text, StringComparison.Ordinal);

        await bench.WriteAsync(3600);
        Assert.Equal(2, (await bench.MailsAsync()).Count);
        Assert.All(await bench.QueryAsync(db => Task.FromResult(db.Conflicts.ToList())), c => Assert.NotNull(c.MailedAt));
    }

    [Fact]
    public async Task SettledBeforeItsDigest_IsNotAskedFor()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.ConflictAsync("[1]");
        await bench.WriteAsync();
        var settled = await bench.ConflictAsync("[2]");
        await bench.ConflictAsync("[3]");
        await bench.SettleAsync(settled);
        await bench.WriteAsync(31);
        Assert.DoesNotContain($"conflicts/{settled}", (await bench.MailsAsync())[1].Text, StringComparison.Ordinal);

        var alone = await bench.ConflictAsync("[4]");
        await bench.SettleAsync(alone);
        await bench.WriteAsync(31);
        Assert.Equal(2, (await bench.MailsAsync()).Count);
    }

    [Fact]
    public async Task Recipients_EachByTheirOwnSetting()
    {
        await using var bench = await MailBench.CreateAsync($"{MailBench.Ann}, Bob <{MailBench.Bob.ToUpperInvariant()}>, off@library.example");
        await bench.PreferAsync(MailBench.Ann, digestSeconds: 0);
        await bench.PreferAsync(MailBench.Bob, digestSeconds: 3600);
        await bench.PreferAsync("off@library.example", conflicts: false);
        for (var i = 1; i <= 3; i++)
        {
            await bench.ConflictAsync($"[{i}]");
            await bench.WriteAsync();
        }

        var mails = await bench.MailsAsync();
        Assert.Equal((3, 1, 4), (mails.Count(m => m.Recipient == MailBench.Ann), mails.Count(m => m.Recipient == MailBench.Bob), mails.Count));
        await bench.WriteAsync(3600);
        Assert.Equal((MailBench.Bob, "2 conflicts wait for a decision"), ((await bench.MailsAsync())[^1].Recipient, (await bench.MailsAsync())[^1].Subject));
    }

    [Fact]
    public async Task NobodyConfigured_AdministratorsOfTheHubStore()
    {
        await using var bench = await MailBench.CreateAsync(to: null);
        await bench.ConflictAsync();
        await bench.WriteAsync();
        Assert.Empty(await bench.MailsAsync());

        await bench.ChangeAsync(db => db.Settings.Add(new SettingEntity { Name = SettingNames.AlertRecipients, Value = $"{MailBench.Ann},{MailBench.Bob}" }));
        await bench.WriteAsync();
        Assert.Equal([MailBench.Ann, MailBench.Bob], (await bench.MailsAsync()).Select(m => m.Recipient));
    }

    [Fact]
    public async Task NewRecipient_IsToldOfWhatNobodyWasTold()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.ConflictAsync("[1]");
        await bench.WriteAsync();
        bench.Options.To = $"{MailBench.Ann},{MailBench.Bob}";
        await bench.ConflictAsync("[2]");
        await bench.WriteAsync();
        Assert.DoesNotContain("conflicts/1", Assert.Single(await bench.MailsAsync(), m => m.Recipient == MailBench.Bob).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenedAgain_IsToldAgain_OnceToEachInTheirOwnTime()
    {
        await using var bench = await MailBench.CreateAsync($"{MailBench.Ann},{MailBench.Bob}");
        await bench.PreferAsync(MailBench.Ann, digestSeconds: 0);
        await bench.PreferAsync(MailBench.Bob, digestSeconds: 3600);
        var id = await bench.ConflictAsync("[1]");
        await bench.ConflictAsync("[2]");
        await bench.WriteAsync();
        await bench.SettleAsync(id);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.ReopenAsync(id);
        await bench.WriteAsync();
        await bench.WriteAsync();
        Assert.Equal(3, (await bench.MailsAsync()).Count);
        await bench.WriteAsync(3600);
        await bench.WriteAsync(3600);
        var mails = await bench.MailsAsync();
        Assert.Equal([MailBench.Ann, MailBench.Bob, MailBench.Ann, MailBench.Bob], mails.Select(m => m.Recipient));
        Assert.All(mails.Skip(2), m => Assert.Equal((true, false), (m.Text.Contains("conflicts/1", StringComparison.Ordinal), m.Text.Contains("conflicts/2", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task SettledByPolicy_IsNoMail()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.ConflictAsync(status: ConflictStatus.Merged);
        await bench.WriteAsync();
        Assert.Empty(await bench.MailsAsync());
    }
}
