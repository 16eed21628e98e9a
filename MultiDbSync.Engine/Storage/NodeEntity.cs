namespace MultiDbSync.Engine.Storage;

/// <summary>A registered database, with what the worker last knew of it.</summary>
public sealed class NodeEntity
{
    /// <summary>Unique name.</summary>
    public required string Name { get; set; }

    /// <summary>The make, for instance <c>sqlite</c>.</summary>
    public required string Make { get; set; }

    /// <summary>The make's connection string as the store keeps it: <see cref="HubStore.Connections"/> reads and writes it.</summary>
    public required string ConnectionString { get; set; }

    /// <summary>Switched on by an operator.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>True once somebody asked to remove it: the worker takes our triggers and tables out, then deletes this row.</summary>
    public bool Removing { get; set; }

    /// <summary>Higher wins ties.</summary>
    public int Priority { get; set; }

    /// <summary>The node's clock minus the hub's, in milliseconds; null while it was not measured.</summary>
    public long? ClockOffsetMs { get; set; }

    /// <summary>How far off the measurement may be, in milliseconds.</summary>
    public long? ClockErrorMs { get; set; }

    /// <summary>When the clock was measured.</summary>
    public DateTimeOffset? ClockMeasuredAt { get; set; }

    /// <summary>Grows when the node is found to have gone back (restored, replaced).</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>A <see cref="Contracts.Databases.DatabaseState"/> by name, kept by the worker.</summary>
    public string State { get; set; } = nameof(Contracts.Databases.DatabaseState.Unknown);

    /// <summary>Why the state is what it is.</summary>
    public string? Message { get; set; }

    /// <summary>Undelivered log entries, over its sync sets.</summary>
    public long Pending { get; set; }

    /// <summary>Rows left alone for now.</summary>
    public long Deferred { get; set; }

    /// <summary>When the oldest undelivered entry was accepted, or null when there is none.</summary>
    public DateTimeOffset? BehindSince { get; set; }

    /// <summary>Last contact.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
