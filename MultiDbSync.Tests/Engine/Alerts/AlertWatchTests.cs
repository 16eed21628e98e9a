using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Engine.Alerts;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Engine.Alerts;

public sealed class AlertWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddDays(1);
    private SymptomClock _clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Symptom_ThatLasts_RaisesOne_AndItsEndClearsIt()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        await LookAsync(hub, 0, Down());
        var began = _now;
        Assert.Empty(await AlertsAsync(hub));
        Assert.Equal(1, await LookAsync(hub, 61, Down()));
        Assert.Equal(0, await LookAsync(hub, 2, Down()));
        Assert.Equal(1, await LookAsync(hub, 2, Down("n1 is damaged.")));
        Assert.Equal(("n1 is damaged.", began), (Assert.Single(await AlertsAsync(hub)).Message, (await AlertsAsync(hub))[0].RaisedAt));
        Assert.Equal(1, await LookAsync(hub, 2));
        Assert.Equal(_now, Assert.Single(await AlertsAsync(hub)).ClearedAt);
    }

    [Fact]
    public async Task Flapping_IsTheSameAlert_AndNoNewMail()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        await RaiseAsync(hub);
        var (raised, mailed) = (Assert.Single(await AlertsAsync(hub)).RaisedAt, _now);
        await using (var db = hub.Store.CreateContext()) await db.Alerts.ExecuteUpdateAsync(a => a.SetProperty(x => x.MailedAt, mailed), Stop);
        for (var i = 0; i < 5; i++)
        {
            await LookAsync(hub, 2);
            await RaiseAsync(hub);
        }

        var same = Assert.Single(await AlertsAsync(hub));
        Assert.Equal((null, raised, mailed), (same.ClearedAt, same.RaisedAt, same.MailedAt!.Value));

        await LookAsync(hub, 2);
        await LookAsync(hub, AlertBook.Flapping.TotalSeconds);
        await RaiseAsync(hub);
        Assert.Equal(2, (await AlertsAsync(hub)).Count);
        Assert.Null((await AlertsAsync(hub))[1].MailedAt);
    }

    [Fact]
    public async Task Delivery_ThatMovesOn_NeverStalls_AndEndsAStall()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        for (var position = 1; position < 10; position++) await LookAsync(hub, 50, Stall(position));
        Assert.Empty(await AlertsAsync(hub));
        await LookAsync(hub, 61, Stall(9));
        Assert.Null(Assert.Single(await AlertsAsync(hub)).ClearedAt);
        await LookAsync(hub, 2, Stall(10));
        Assert.NotNull(Assert.Single(await AlertsAsync(hub)).ClearedAt);
    }

    [Fact]
    public async Task WhatCantBeTold_NeitherRaisesNorClears()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        await LookAsync(hub, 0, Stall(1));
        await LookAsync(hub, 3600, Unclear());
        await LookAsync(hub, 3600, Unclear());
        await LookAsync(hub, 2, Stall(1));
        Assert.Empty(await AlertsAsync(hub));

        await LookAsync(hub, 61, Stall(1));
        await LookAsync(hub, 3600, Unclear());
        Assert.Null(Assert.Single(await AlertsAsync(hub)).ClearedAt);
    }

    [Fact]
    public async Task WorkerStartsAnew_OpenAlertStays_UntilItIsOver()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        await RaiseAsync(hub);
        _clock = new SymptomClock();
        await LookAsync(hub, 2, Down());
        Assert.Null(Assert.Single(await AlertsAsync(hub)).ClearedAt);
        await LookAsync(hub, 2);
        Assert.NotNull(Assert.Single(await AlertsAsync(hub)).ClearedAt);
    }

    [Fact]
    public async Task LongOver_IsForgotten_OpenIsNot()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        await RaiseAsync(hub);
        await LookAsync(hub, 2, Stall(1));
        await LookAsync(hub, 61, Stall(1));
        _now += AlertBook.Retention + TimeSpan.FromSeconds(1);
        await using var db = hub.Store.CreateContext();
        await AlertBook.ForgetOldAsync(db, _now, Stop);
        Assert.Equal(nameof(AlertKind.Stall), Assert.Single(await AlertsAsync(hub)).Kind);
    }

    private static Symptom Down(string message = "n1 can't be reached.") => new(AlertKind.DatabaseDown, "n1", message, Patience);

    private static Symptom Stall(long applied) => new(AlertKind.Stall, "set/n1", "Nothing is written to n1.", Patience, applied);

    private static Symptom Unclear() => Symptom.Unclear(AlertKind.Stall, "set/n1");

    private async Task RaiseAsync(TempHub hub)
    {
        await LookAsync(hub, 2, Down());
        await LookAsync(hub, 61, Down());
    }

    private async Task<int> LookAsync(TempHub hub, double later, params Symptom[] symptoms)
    {
        _now += TimeSpan.FromSeconds(later);
        return (await new AlertBook(hub.Store).ReconcileAsync(_clock.Observe(symptoms, _now), _now, Stop)).Count;
    }

    private static async Task<List<AlertEntity>> AlertsAsync(TempHub hub)
    {
        await using var db = hub.Store.CreateContext();
        return await db.Alerts.AsNoTracking().OrderBy(a => a.Id).ToListAsync(Stop);
    }
}
