using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Web.Features.SyncSets;

/// <summary>When changes are delivered, as somebody chooses it.</summary>
public sealed class ScheduleDraft
{
    /// <summary>When.</summary>
    public SyncMode Mode { get; set; }

    /// <summary>Cron expression of five fields.</summary>
    public string Schedule { get; set; } = "";

    /// <summary>IANA time zone.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The API has named the next runs of this very schedule, or none is needed.</summary>
    public bool IsAccepted { get; set; } = true;

    /// <summary>The schedule as it is saved, or null.</summary>
    public string? SavedSchedule => Mode == SyncMode.Scheduled ? Schedule.Trim() : null;

    /// <summary>The time zone as it is saved, or null.</summary>
    public string? SavedTimeZone => Mode == SyncMode.Scheduled ? TimeZone.Trim() : null;
}
