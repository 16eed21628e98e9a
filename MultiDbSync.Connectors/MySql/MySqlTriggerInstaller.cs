using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Makes and drops triggers. Each such statement waits for transactions that use the table, and new statements of applications wait behind it: so it
/// gives up soon and is tried again.
/// </summary>
internal sealed class MySqlTriggerInstaller(MySqlConnection connection, MySqlConnectorOptions options)
{
    // Stored with the trigger: whatever mode the application's session has, the trigger runs in this one. With strictness an image can't be cut.
    // https://dev.mysql.com/doc/refman/8.0/en/create-trigger.html
    private const string Mode = "SET @mds_mode = @@SESSION.sql_mode, SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'";
    private const string OwnMode = "SET SESSION sql_mode = @mds_mode";

    public async Task InstallAsync(IReadOnlyList<MySqlTrigger> wanted, CancellationToken cancellationToken)
    {
        var there = await MySqlTriggerCatalog.ReadAsync(connection, cancellationToken);
        var names = wanted.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        await connection.ExecuteAsync(Mode, cancellationToken);
        foreach (var trigger in wanted)
        {
            if (there.Exists(t => t is { IsAfter: true } && t.Trigger == trigger)) continue;
            if (there.Exists(t => t.Trigger.Name == trigger.Name)) await DropAsync(trigger.Name, cancellationToken);
            var first = there.Find(t => t.IsAfter && t.Trigger.Table == trigger.Table && t.Trigger.Event == trigger.Event && t.Trigger.Name != trigger.Name).Trigger;
            await CreateAsync(trigger, first, cancellationToken);
        }

        await connection.ExecuteAsync(OwnMode, cancellationToken);
        foreach (var (old, _) in there.Where(t => MySqlTriggerCatalog.IsOurs(t.Trigger) && !names.Contains(t.Trigger.Name))) await DropAsync(old.Name, cancellationToken);
    }

    public async Task UninstallAsync(CancellationToken cancellationToken)
    {
        foreach (var (trigger, _) in await MySqlTriggerCatalog.ReadAsync(connection, cancellationToken))
            if (MySqlTriggerCatalog.IsOurs(trigger)) await DropAsync(trigger.Name, cancellationToken);
    }

    private Task CreateAsync(MySqlTrigger trigger, MySqlTrigger? first, CancellationToken cancellationToken)
    {
        var order = first is null ? "" : $"PRECEDES {MySqlIdentifier.Quote(first.Name)} ";
        var sql = $"CREATE TRIGGER {MySqlIdentifier.Quote(trigger.Name)} AFTER {trigger.Event} ON {MySqlIdentifier.Quote(trigger.Table)} FOR EACH ROW {order}{trigger.Body}";
        return MySqlLockRetry.RunAsync(() => connection.ExecuteAsync(sql, cancellationToken), options, cancellationToken);
    }

    private Task DropAsync(string name, CancellationToken cancellationToken) => MySqlLockRetry.RunAsync(
        () => connection.ExecuteAsync($"DROP TRIGGER IF EXISTS {MySqlIdentifier.Quote(name)}", cancellationToken), options, cancellationToken);
}
