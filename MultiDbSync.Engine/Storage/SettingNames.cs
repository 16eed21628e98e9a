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

    /// <summary>What the worker has to say about mail, as JSON of <see cref="Mail.MailSetup"/>.</summary>
    public const string MailSetup = "mail-setup";

    /// <summary>Followed by a sync set's name: log entries up to this position may be gone.</summary>
    public const string PrunedBelow = "pruned-below:";

    /// <summary>Followed by a sync set's and a database's name: the number of the run of its first load.</summary>
    public const string LoadRun = "load-run:";

    /// <summary>Followed by a sync set's and a database's name: statements, as JSON, that are to run once its rows are there.</summary>
    public const string AfterLoad = "after-load:";

    /// <summary>Followed by a sync set's and a database's name: what tables that were made for it hold in another way, as JSON.</summary>
    public const string LoadNotes = "load-notes:";

    /// <summary>Followed by a sync set's and a database's name: who has paused its first load.</summary>
    public const string LoadPaused = "load-paused:";

    /// <summary>What is kept of first loads: each followed by a sync set's and a database's name.</summary>
    public static IReadOnlyList<string> OfLoads { get; } = [LoadRun, AfterLoad, LoadNotes, LoadPaused];

    /// <summary>The part of a name that tells a membership.</summary>
    public static string Membership(string syncSet, string node) => $"{syncSet}/{node}";

    /// <summary>How many entries the audit log has and the hash of the last one, as <c>count:hash</c>.</summary>
    public const string AuditHead = "audit-head";

    /// <summary>Set once a database was ahead of the hub: its value names it. Synchronisation rests until a person has acted.</summary>
    public const string HubBehind = "hub-behind";
}
