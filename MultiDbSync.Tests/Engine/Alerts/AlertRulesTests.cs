using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Alerts;
using MultiDbSync.Engine.Runtime;

namespace MultiDbSync.Tests.Engine.Alerts;

public sealed class AlertRulesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly SyncOptions Options = new();

    [Theory]
    [InlineData(59, false)]
    [InlineData(61, true)]
    public void Lag_BeyondTheSetting(int seconds, bool raised)
    {
        var symptoms = Find(Database(behind: seconds));
        Assert.Equal(raised, symptoms.Any(s => s is { Kind: AlertKind.Lag, Subject: "second" }));
    }

    [Fact]
    public void Stall_OfWhateverIsNotReceived_MarkedByItsPosition()
    {
        var stall = Assert.Single(Find(Database(behind: 1)));
        Assert.Equal((AlertKind.Stall, "library/second", 7, TimeSpan.FromSeconds(120)), (stall.Kind, stall.Subject, stall.Mark!.Value, stall.Patience));
        Assert.Empty(Find(Database()));
    }

    [Theory]
    [InlineData(DatabaseState.Offline, "second can't be reached: The file is gone.")]
    [InlineData(DatabaseState.Unknown, "second can't be reached: The file is gone.")]
    [InlineData(DatabaseState.Attention, "second needs attention: The file is gone.")]
    public void Away_OneAlertThatSaysWhy_LagAndStallCantBeTold(DatabaseState state, string message)
    {
        var symptoms = Find(Database(behind: 3600) with { State = state, Message = "The file is gone." });
        var down = Assert.Single(symptoms, s => s.Message is not null);
        Assert.Equal((AlertKind.DatabaseDown, message, TimeSpan.FromSeconds(60)), (down.Kind, down.Message, down.Patience));
        Assert.Equal([AlertKind.Lag, AlertKind.Stall], symptoms.Where(s => s.Message is null).Select(s => s.Kind));
    }

    [Fact]
    public void NotLookedAtYet_NothingCanBeTold() =>
        Assert.All(Find(Database(behind: 3600) with { State = DatabaseState.Unknown }), s => Assert.Equal((null, TimeSpan.MaxValue), (s.Message, s.Patience)));

    [Theory]
    [InlineData(5000, 0, false)]
    [InlineData(5001, 0, true)]
    [InlineData(-7000, 0, true)]
    [InlineData(-7000, 3000, false)]
    public void Clock_SurelyBeyondTheLimit(long offset, long error, bool raised)
    {
        var symptoms = Find(Database() with { ClockOffsetMs = offset, ClockErrorMs = error });
        Assert.Equal(raised, symptoms.Count == 1);
        if (raised) Assert.Contains(offset > 0 ? "ahead of" : "behind", symptoms[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusedRowsAndFailingMails()
    {
        var symptoms = AlertRules.Find(new AlertFacts(Now, [], [new("library", "second", 3)], new(2, "It is away.")), Options);
        Assert.Equal([(AlertKind.DeadLetters, "library/second"), (AlertKind.MailNotSent, "outbox")], symptoms.Select(s => (s.Kind, s.Subject)));
        Assert.Equal("second refuses 3 rows of library. Everything else goes on.", symptoms[0].Message);
        Assert.Equal("2 mails can't be sent, and are tried again. It is away.", symptoms[1].Message);
    }

    private static IReadOnlyList<Symptom> Find(AlertFacts.Database database) => AlertRules.Find(new AlertFacts(Now, [database], [], new(0, null)), Options);

    private static AlertFacts.Database Database(int? behind = null) => new(
        "second", DatabaseState.Online, null, null, 0, [new("library", 7, behind is { } seconds ? Now.AddSeconds(-seconds) : null)]);
}
