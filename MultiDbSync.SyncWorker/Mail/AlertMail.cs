using System.Globalization;
using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>The mail about alerts that were raised.</summary>
internal static class AlertMail
{
    public static MailContent Compose(IReadOnlyList<AlertEntity> alerts, string linkBase)
    {
        var layout = new MailLayout(alerts.Count == 1
            ? $"Alert: {Words(alerts[0].Kind)}, {alerts[0].Subject}"
            : $"{alerts.Count.ToString(CultureInfo.InvariantCulture)} alerts: {string.Join(", ", alerts.Select(a => Words(a.Kind)).Distinct())}");
        layout.Paragraph(alerts.Count == 1 ? "Something needs a person. Changes wait safely meanwhile." : "Some things need a person. Changes wait safely meanwhile.");
        foreach (var alert in alerts)
            layout.Item($"{Sentence(Words(alert.Kind))}: {alert.Subject}", [alert.Message, $"Since {MailLinks.Time(alert.RaisedAt)}"], MailLinks.Alerts(linkBase));
        return layout.Finish("You get this mail because the console lists your address for alerts. Change what you get at", MailLinks.Settings(linkBase));
    }

    private static string Words(string kind) => kind switch
    {
        nameof(AlertKind.Lag) => "database behind",
        nameof(AlertKind.Stall) => "delivery stalled",
        nameof(AlertKind.DeadLetters) => "rows refused",
        nameof(AlertKind.DatabaseDown) => "database down",
        nameof(AlertKind.ClockSkew) => "clock wrong",
        _ => "something is wrong",
    };

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
