using MultiDbSync.Contracts.Alerts;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Alerts;

/// <summary>Alerts as people read them, and where to look.</summary>
internal static class AlertWords
{
    public static (string Text, Tone Tone) Of(AlertKind kind) => kind switch
    {
        AlertKind.Lag => ("Behind", Tone.Warn),
        AlertKind.Stall => ("Stalled", Tone.Bad),
        AlertKind.DeadLetters => ("Rows refused", Tone.Bad),
        AlertKind.DatabaseDown => ("Database down", Tone.Bad),
        AlertKind.ClockSkew => ("Clock wrong", Tone.Warn),
        _ => ("Mail not sent", Tone.Warn),
    };

    /// <summary>The page that shows what an alert is about.</summary>
    public static string Address(AlertKind kind) => kind switch
    {
        AlertKind.MailNotSent => "/mail",
        AlertKind.DeadLetters => "/dead-letters",
        _ => "/databases",
    };
}
