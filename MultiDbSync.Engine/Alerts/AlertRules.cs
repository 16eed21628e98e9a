using System.Globalization;
using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Alerts;

/// <summary>Which symptoms follow from the facts.</summary>
internal static class AlertRules
{
    /// <summary>What alerts about mail are about.</summary>
    public const string OutboxSubject = "outbox";

    /// <summary>What was written while the worker, or the set, was off arrives within moments after the start; that is nothing to wake anybody for.</summary>
    public static readonly TimeSpan CatchingUp = TimeSpan.FromSeconds(15);

    public static IReadOnlyList<Symptom> Find(AlertFacts facts, SyncOptions options) =>
    [
        .. facts.Databases.SelectMany(d => Of(d, facts.Now, options)),
        .. facts.Refusals.Where(r => r.Rows > 0).Select(Of),
        .. facts.Mail.Failing > 0 ? [Of(facts.Mail)] : Array.Empty<Symptom>(),
    ];

    private static IEnumerable<Symptom> Of(AlertFacts.Database database, DateTimeOffset now, SyncOptions options)
    {
        if (Skew(database, options) is { } skew) yield return skew;
        if (database.State == DatabaseState.Online)
        {
            foreach (var symptom in OfDeliveries(database, now, options)) yield return symptom;
            yield break;
        }

        // Away, or not looked at yet: one alert is enough, and how far behind it is shows when it is back.
        yield return Symptom.Unclear(AlertKind.Lag, database.Name);
        foreach (var delivery in database.Deliveries) yield return Symptom.Unclear(AlertKind.Stall, SettingNames.Membership(delivery.SyncSet, database.Name));
        yield return Down(database, options);
    }

    private static Symptom Down(AlertFacts.Database database, SyncOptions options)
    {
        // Not looked at, with a message: its loops could not even begin.
        if (database is { State: DatabaseState.Unknown, Message: null }) return Symptom.Unclear(AlertKind.DatabaseDown, database.Name);
        var what = database.State == DatabaseState.Attention ? "needs attention" : "can't be reached";
        var why = database.Message is { Length: > 0 } message ? ": " + message : ".";
        return new(AlertKind.DatabaseDown, database.Name, $"{database.Name} {what}{why}", TimeSpan.FromSeconds(options.AlertDownSeconds));
    }

    private static IEnumerable<Symptom> OfDeliveries(AlertFacts.Database database, DateTimeOffset now, SyncOptions options)
    {
        var limit = TimeSpan.FromSeconds(options.AlertLagSeconds);
        var oldest = database.Deliveries.Where(d => d is { Applied: not null, BehindSince: not null }).MinBy(d => d.BehindSince);
        if (oldest is { BehindSince: { } since } && now - since > limit)
            yield return new(AlertKind.Lag, database.Name, $"{database.Name} is more than {Duration(limit)} behind: it lacks changes of {oldest.SyncSet}.", CatchingUp);
        foreach (var delivery in database.Deliveries)
        {
            var subject = SettingNames.Membership(delivery.SyncSet, database.Name);
            if (delivery.Applied is null) yield return Symptom.Unclear(AlertKind.Stall, subject);
            else if (delivery.BehindSince is not null)
                yield return new(
                    AlertKind.Stall, subject, $"{database.Name} can be reached, but nothing of {delivery.SyncSet} has been written to it for {Duration(TimeSpan.FromSeconds(options.AlertStallSeconds))}.",
                    TimeSpan.FromSeconds(options.AlertStallSeconds), delivery.Applied);
        }
    }

    // Only what is surely beyond the limit: a slow answer makes a measurement worth less.
    private static Symptom? Skew(AlertFacts.Database database, SyncOptions options) =>
        database.ClockOffsetMs is { } offset && Math.Abs(offset) - database.ClockErrorMs > options.ClockSkewLimit.TotalMilliseconds
            ? new(
                AlertKind.ClockSkew, database.Name,
                $"The clock of {database.Name} is more than {Duration(options.ClockSkewLimit)} {(offset > 0 ? "ahead of" : "behind")} the hub's. Rules that ask which write came last depend on it.",
                TimeSpan.Zero)
            : null;

    private static Symptom Of(AlertFacts.Refusal refusal) => new(
        AlertKind.DeadLetters, SettingNames.Membership(refusal.SyncSet, refusal.Database),
        $"{refusal.Database} refuses {Count(refusal.Rows, "row")} of {refusal.SyncSet}. Everything else goes on.", TimeSpan.Zero);

    private static Symptom Of(AlertFacts.Outbox mail) =>
        new(AlertKind.MailNotSent, OutboxSubject, $"{Count(mail.Failing, "mail")} can't be sent, and {(mail.Failing == 1 ? "is" : "are")} tried again. {mail.Error}".TrimEnd(), TimeSpan.Zero);

    private static string Count(long count, string noun) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    private static string Duration(TimeSpan time) =>
        time.TotalSeconds < 120 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s") : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min");
}
