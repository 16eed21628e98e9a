using MultiDbSync.Contracts.Mail;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Mail;

/// <summary>Mail as people read of it.</summary>
internal static class MailWords
{
    /// <summary>What has become of a mail.</summary>
    public static (string Text, Tone Tone) Of(MailStatus status) => status switch
    {
        MailStatus.Sent => ("Sent", Tone.Good),
        MailStatus.Failed => ("Failed so far", Tone.Warn),
        _ => ("Waiting", Tone.Busy),
    };

    /// <summary>What a mail is about.</summary>
    public static string Of(MailKind kind) => kind switch
    {
        MailKind.Conflicts => "Conflicts",
        MailKind.Alerts => "Alerts",
        _ => "Test",
    };

    /// <summary>How long conflicts are gathered.</summary>
    public static string Digest(int seconds) => seconds switch
    {
        0 => "Each at once",
        3600 => "Hourly",
        86400 => "Daily",
        var any when any % 60 == 0 => $"Every {Humanise.Count(any / 60, "minute")}",
        var any => $"Every {Humanise.Count(any, "second")}",
    };
}
