using System.Globalization;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>What mails say alike: addresses of the console's pages, and times.</summary>
internal static class MailLinks
{
    public static string Alerts(string linkBase) => linkBase.TrimEnd('/') + "/alerts";

    /// <summary>Where people choose what they get.</summary>
    public static string Settings(string linkBase) => linkBase.TrimEnd('/') + "/mail";

    /// <summary>Readers may be anywhere, so it says which time it is.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
