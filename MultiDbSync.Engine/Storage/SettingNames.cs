namespace MultiDbSync.Engine.Storage;

/// <summary>Names of <see cref="SettingEntity"/>.</summary>
public static class SettingNames
{
    /// <summary>Random identity of this hub store.</summary>
    public const string HubId = "hub-id";

    /// <summary>Incarnation of the hub: raised when it was restored.</summary>
    public const string Incarnation = "incarnation";

    /// <summary>Unix milliseconds of the worker's last sign of life.</summary>
    public const string WorkerSeenAt = "worker-seen-at";

    /// <summary>Mail addresses of the enabled administrators, separated by commas; kept by the API.</summary>
    public const string AlertRecipients = "alert-recipients";
}
