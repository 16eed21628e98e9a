namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Settings of the PostgreSQL connector, configuration section <see cref="SectionName"/>.</summary>
public sealed class PostgreSqlConnectorOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Connectors:PostgreSql";

    /// <summary>How long an application may hold a row that we need, while we hold others, before the row is left for later.</summary>
    public TimeSpan RowLockTimeout { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long one attempt at our data definition statements waits for tables in use; applications that come later wait behind it for as long.</summary>
    public TimeSpan DdlLockTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often data definition statements are tried again before giving up with a transient error.</summary>
    public int DdlAttempts { get; set; } = 10;

    /// <summary>How often the change log is looked at when no notification comes: covers lost ones and transactions that were open while we fell asleep.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long nothing may happen before we ask the triggers to notify us (see ADR 18).</summary>
    public TimeSpan QuietTime { get; set; } = TimeSpan.FromMilliseconds(30);
}
