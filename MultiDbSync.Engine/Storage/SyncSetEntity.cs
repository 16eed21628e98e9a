using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Engine.Storage;

/// <summary>A sync set.</summary>
public sealed class SyncSetEntity
{
    /// <summary>Unique name.</summary>
    public required string Name { get; set; }

    /// <summary>Delivery is on. Capture goes on either way.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>When changes are delivered.</summary>
    public SyncMode Mode { get; set; }

    /// <summary>Cron expression of five fields, when scheduled.</summary>
    public string? Schedule { get; set; }

    /// <summary>IANA time zone of the schedule.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Next scheduled run.</summary>
    public DateTimeOffset? NextRunAt { get; set; }

    /// <summary>When every enabled database was last known to have everything.</summary>
    public DateTimeOffset? LastSuccessAt { get; set; }

    /// <summary>Its tables.</summary>
    public List<SyncTableEntity> Tables { get; } = [];

    /// <summary>Its databases.</summary>
    public List<SyncRouteEntity> Routes { get; } = [];
}
