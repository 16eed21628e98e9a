using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>
/// Publishes tables in one transaction and then makes the slot, which can't be part of one: what is committed after the slot is there reaches the stream.
/// </summary>
internal sealed class LogicalInstaller(PgPatience patience, RelationalSession session, LogicalFeed feed, LogicalTruncations truncations, string node) : ICaptureInstaller
{
    private const string Slot = $"SELECT count(*) FROM pg_catalog.pg_replication_slots WHERE slot_name = {LogicalTables.SlotName} AND wal_status IS DISTINCT FROM 'lost'";

    public async Task InstallAsync(CaptureInstallation installation, CancellationToken cancellationToken)
    {
        await patience.RunAsync((connection, stop) => new LogicalInstallation(connection, node).InstallAsync(installation, stop), cancellationToken);
        if (await HasSlotAsync(cancellationToken)) return;
        await DropSlotAsync(cancellationToken);

        // Of another server's log, where the database was moved.
        await SendAsync($"UPDATE {LogicalTables.Place} SET place = '0/0'", cancellationToken);

        // Waits for transactions that are open now: their beginning is not in the stream.
        await SendAsync($"SELECT pg_create_logical_replication_slot({LogicalTables.SlotName}, 'pgoutput')", cancellationToken);
    }

    public async Task UninstallAsync(CancellationToken cancellationToken)
    {
        await DropSlotAsync(cancellationToken);
        await patience.RunAsync((connection, stop) => new LogicalInstallation(connection, node).UninstallAsync(stop), cancellationToken);
    }

    public async Task<CaptureCheck> CheckAsync(CaptureInstallation installation, CancellationToken cancellationToken)
    {
        var check = await session.UseAsync(connection => new PgInstallation(connection, node).CheckTablesAsync(cancellationToken), cancellationToken);
        if (!check.Installed) return check;
        var all = installation.Sets.SelectMany(s => s.Tables).Select(t => t.Name);
        if (!await HasSlotAsync(cancellationToken)) return check with { DamagedTables = [.. all] };
        var damaged = await session.UseAsync(connection => new LogicalInstallation(connection, node).DamagedAsync(installation, cancellationToken), cancellationToken);
        return check with { DamagedTables = [.. damaged.Union(truncations.Take())] };
    }

    private async Task<bool> HasSlotAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        await session.UseAsync(connection => RelationalRoundTrip.SendAsync(connection, [new(Slot, [], null, r => count = r.GetInt64(0))], cancellationToken), cancellationToken);
        return count > 0;
    }

    private async Task DropSlotAsync(CancellationToken cancellationToken)
    {
        await feed.CloseAsync();
        await SendAsync($"SELECT pg_drop_replication_slot(slot_name) FROM pg_catalog.pg_replication_slots WHERE slot_name = {LogicalTables.SlotName}", cancellationToken);
    }

    private Task<int> SendAsync(string sql, CancellationToken cancellationToken) =>
        session.UseAsync(connection => RelationalRoundTrip.SendAsync(connection, [RelationalCommand.Call(sql)], cancellationToken), cancellationToken);
}
