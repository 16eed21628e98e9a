using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Alerts;

namespace MultiDbSync.Tests.Worker.Mail;

public sealed class AlertMailTests
{
    [Fact]
    public async Task FirstAtOnce_OthersGathered_EachToldOnceToWhoeverWants()
    {
        await using var bench = await MailBench.CreateAsync($"{MailBench.Ann},{MailBench.Bob}");
        await bench.PreferAsync(MailBench.Bob, alerts: false);
        await bench.AlertAsync(AlertKind.DatabaseDown, "primary");
        await bench.WriteAsync();
        Assert.Equal((MailBench.Ann, "Alert: database down, primary"), ((await bench.MailsAsync()).Single().Recipient, (await bench.MailsAsync()).Single().Subject));

        await bench.AlertAsync(AlertKind.Lag, "mysql_sim");
        await bench.AlertAsync(AlertKind.Stall, "library/mysql_sim");
        await bench.WriteAsync();
        Assert.Single(await bench.MailsAsync());
        await bench.WriteAsync(30);
        Assert.Equal("2 alerts: database behind, delivery stalled", (await bench.MailsAsync())[1].Subject);
        await bench.WriteAsync(3600);
        Assert.Equal(2, (await bench.MailsAsync()).Count);
    }

    [Fact]
    public async Task OverOrAcknowledgedOrAboutMail_IsNotMailed()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.AlertAsync(AlertKind.Lag, "primary");
        await bench.AlertAsync(AlertKind.DatabaseDown, "primary");
        await bench.AlertAsync(AlertKind.MailNotSent, "outbox");
        await bench.ChangeAsync(db =>
        {
            db.Alerts.Single(a => a.Kind == nameof(AlertKind.Lag)).ClearedAt = bench.Clock.GetUtcNow();
            db.Alerts.Single(a => a.Kind == nameof(AlertKind.DatabaseDown)).AcknowledgedAt = bench.Clock.GetUtcNow();
        });
        await bench.WriteAsync();
        Assert.Empty(await bench.MailsAsync());
    }

    [Fact]
    public async Task NobodyWantsAlerts_TheyStayToBeToldOf()
    {
        await using var bench = await MailBench.CreateAsync();
        await bench.PreferAsync(MailBench.Ann, alerts: false);
        await bench.AlertAsync(AlertKind.Lag, "primary");
        await bench.WriteAsync();
        Assert.Empty(await bench.MailsAsync());
        await bench.QueryAsync(db => db.MailPreferences.ExecuteUpdateAsync(p => p.SetProperty(x => x.Alerts, true), TestContext.Current.CancellationToken));
        await bench.WriteAsync();
        Assert.Single(await bench.MailsAsync());
    }
}
