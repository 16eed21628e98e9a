using Cronos;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Reads schedules and their time zones, and says what is wrong with them.</summary>
internal static class ScheduleRules
{
    public static TimeZoneInfo? Zone(string id, Dictionary<string, string> errors)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)) return zone;
        errors["timeZone"] = $"'{id}' is no time zone. Use an IANA name such as Europe/Berlin.";
        return null;
    }

    public static CronExpression? Cron(SyncMode mode, string? schedule, Dictionary<string, string> errors)
    {
        if (schedule is null)
        {
            if (mode == SyncMode.Scheduled) errors["schedule"] = "A scheduled sync set needs a schedule, for instance '0 * * * *' for every full hour.";
            return null;
        }

        if (CronExpression.TryParse(schedule, CronFormat.Standard, out var cron)) return cron;
        errors["schedule"] = $"'{schedule}' is no cron expression of five fields (minute, hour, day of month, month, day of week).";
        return null;
    }

    /// <summary>The next runs; an error where there would be none (30 February).</summary>
    public static IReadOnlyList<DateTimeOffset> Next(CronExpression cron, TimeZoneInfo zone, DateTimeOffset now, int count, Dictionary<string, string> errors)
    {
        var runs = new List<DateTimeOffset>(count);
        var after = now;
        while (runs.Count < count && cron.GetNextOccurrence(after, zone) is { } next)
        {
            runs.Add(next);
            after = next;
        }

        if (runs.Count == 0) errors["schedule"] = "This schedule never comes: no day meets it.";
        return runs;
    }
}
