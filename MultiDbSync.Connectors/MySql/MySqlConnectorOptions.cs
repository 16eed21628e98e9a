namespace MultiDbSync.Connectors.MySql;

/// <summary>Settings of the MySQL and MariaDB connector, configuration section <see cref="SectionName"/>.</summary>
public sealed class MySqlConnectorOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Connectors:MySql";

    /// <summary>How long one of our statements waits for a row that an application holds, in whole seconds (<c>innodb_lock_wait_timeout</c>).</summary>
    public TimeSpan RowLockTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a statement that makes or drops a trigger waits for transactions that use the table, in whole seconds (<c>lock_wait_timeout</c>).
    /// While it waits, new statements of applications queue behind it.
    /// </summary>
    public TimeSpan SchemaLockTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often such a statement is tried before the installation fails with a transient error.</summary>
    public int SchemaLockAttempts { get; set; } = 10;

    /// <summary>Pause between two looks at the change log while there was something to read lately.</summary>
    public TimeSpan BusyPoll { get; set; } = TimeSpan.FromMilliseconds(4);

    /// <summary>Pause between two looks at the change log once nothing came for a while.</summary>
    public TimeSpan IdlePoll { get; set; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How long the quick looks go on after something was read.</summary>
    public TimeSpan BusyFor { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest single statement of ours but for those that read whole tables.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
