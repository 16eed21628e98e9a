namespace MultiDbSync.Engine.Runtime;

/// <summary>Timing of the engine's loops.</summary>
public sealed class SyncOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Sync";

    /// <summary>A node is read at least this often, whatever signals were lost. Default 5 s.</summary>
    public TimeSpan Sweep { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Our triggers and tables on a node are looked at this often. Default 20 s.</summary>
    public TimeSpan CaptureCheck { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A node's clock is compared with the hub's this often. Default 30 s.</summary>
    public TimeSpan ClockCheck { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A node is delivered to at least this often, whatever signals were lost. Default 1 s.</summary>
    public TimeSpan DeliveryPoll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a row may wait for a parent or a unique value, with everything delivered, before it becomes a conflict. Default 5 s.</summary>
    public TimeSpan ConstraintPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the configuration and the queue of runs may go unread when Redis is away. Default 1 s.</summary>
    public TimeSpan ConfigurationPoll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Log entries that every database has are kept this long. Default 24 h.</summary>
    public TimeSpan KeepLog { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Settled conflicts are kept this long, with all their values; null keeps them for ever. Default for ever.</summary>
    public TimeSpan? KeepConflicts { get; set; }

    /// <summary>Rows that a first load reads and writes at once. Default 2,000.</summary>
    public int LoadChunk { get; set; } = 2000;

    /// <summary>Each database gives its new rows numbers out of blocks of its own, where more than one numbers them. Default on.</summary>
    public bool IdentityBlocks { get; set; } = true;

    /// <summary>Numbers in a block of a 64-bit column; smaller columns are shared out in smaller ones. Default 1,000,000.</summary>
    public long IdentityBlockSize { get; set; } = 1_000_000;

    /// <summary>A run that makes no progress for this long ends as incomplete. Default 60 s.</summary>
    public TimeSpan RunPatience { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A database that lacks a change for longer than this many seconds raises an alert. Default 60.</summary>
    public double AlertLagSeconds { get; set; } = 60;

    /// <summary>A database that has changes to receive and receives none for this many seconds raises an alert. Default 120.</summary>
    public double AlertStallSeconds { get; set; } = 120;

    /// <summary>A database that is offline, or needs a person, for this many seconds raises an alert. Default 60.</summary>
    public double AlertDownSeconds { get; set; } = 60;

    /// <summary>A database whose clock differs from the hub's by more than this raises an alert. Default 5 s.</summary>
    public TimeSpan ClockSkewLimit { get; set; } = TimeSpan.FromSeconds(5);
}
