using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Puts our tables and triggers into a database and takes them out again. Neither make can do that in one transaction: everything is checked before
/// anything is done, each step can be repeated, and the state that says "installed" comes last. New triggers are made before old ones are dropped, so
/// that no change goes uncaptured between the two; one that both log is the same change twice, which the hub knows for equal.
/// </summary>
internal sealed class MySqlCaptureInstaller(MySqlSession session, MySqlLocation location, MySqlConnectorOptions options) : ICaptureInstaller
{
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    public Task InstallAsync(CaptureInstallation installation, CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            var wanted = await CheckTablesAsync(connection, installation, cancellationToken);
            await RefuseOtherHubAsync(connection, installation, cancellationToken);
            foreach (var table in MySqlLogTables.Create) await connection.ExecuteAsync(table, cancellationToken);
            await AddDeferredTokenAsync(connection, cancellationToken);
            await new MySqlTriggerInstaller(connection, options).InstallAsync(wanted, cancellationToken);
            await WriteStatesAsync(connection, installation, cancellationToken);
            return true;
        },
        cancellationToken);

    public Task<CaptureCheck> CheckAsync(CaptureInstallation installation, CancellationToken cancellationToken) =>
        session.UseAsync(connection => CheckAsync(connection, installation, cancellationToken), cancellationToken);

    public Task UninstallAsync(CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            await new MySqlTriggerInstaller(connection, options).UninstallAsync(cancellationToken);
            if ((await connection.ListAsync(MySqlLogTables.Find, r => r.GetString(0), cancellationToken)).Count == 0) return true;
            await MySqlLockRetry.RunAsync(() => connection.ExecuteAsync(MySqlLogTables.Drop, cancellationToken), options, cancellationToken);
            return true;
        },
        cancellationToken);

    private async Task<List<MySqlTrigger>> CheckTablesAsync(MySqlConnection connection, CaptureInstallation installation, CancellationToken cancellationToken)
    {
        var there = (await MySqlCatalog.ReadAsync(connection, location.ServerOf(connection), cancellationToken)).ToDictionary(t => t.Schema.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in installation.Sets.SelectMany(s => s.Tables))
        {
            if (!seen.Add(table.Name)) throw Refuse($"Table '{table.Name}' is in more than one sync set.");
            if (MySqlTableCheck.Refuse(table, there.GetValueOrDefault(table.Name)) is { } reason) throw Refuse(reason);
        }

        return [.. installation.Sets.SelectMany(s => s.Tables.SelectMany(t => MySqlTriggers.Of(s.SyncSet, t)))];
    }

    private async Task RefuseOtherHubAsync(MySqlConnection connection, CaptureInstallation installation, CancellationToken cancellationToken)
    {
        if (!await MySqlStateReader.IsInstalledAsync(connection, cancellationToken)) return;
        foreach (var state in (await MySqlStateReader.ReadAllAsync(connection, cancellationToken)).Values)
            if (state.Hub != installation.Hub || state.Incarnation > installation.Incarnation) throw RelationalErrors.WrongHub(location.Node);
    }

    private async Task AddDeferredTokenAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        if ((await connection.ListAsync(MySqlLogTables.FindDeferredToken, _ => true, cancellationToken)).Count > 0) return;
        await MySqlLockRetry.RunAsync(() => connection.ExecuteAsync(MySqlLogTables.AddDeferredToken, cancellationToken), options, cancellationToken);
    }

    private async Task WriteStatesAsync(MySqlConnection connection, CaptureInstallation installation, CancellationToken cancellationToken)
    {
        var identities = await MySqlIdentities.ReadAsync(connection, location.ServerOf(connection), cancellationToken);
        await connection.ExecuteAsync("START TRANSACTION", cancellationToken);
        var states = await MySqlStateReader.LockAllAsync(connection, cancellationToken);
        foreach (var (syncSet, state) in states)
        {
            if (state.Hub != installation.Hub || state.Incarnation > installation.Incarnation) throw RelationalErrors.WrongHub(location.Node);
            if (installation.Sets.Any(s => s.SyncSet == syncSet)) continue;

            // A set that comes back has missed changes meanwhile: it begins anew, from the position that it is given then.
            await connection.ExecuteAsync("DELETE FROM mds_state WHERE sync_set = @set", [("@set", syncSet)], cancellationToken);
            await connection.ExecuteAsync("DELETE FROM mds_deferred WHERE sync_set = @set", [("@set", syncSet)], cancellationToken);
        }

        foreach (var set in installation.Sets)
        {
            (string, object?)[] values = [("@set", set.SyncSet), ("@hub", installation.Hub), ("@incarnation", installation.Incarnation), ("@applied", set.StartPosition),
                ("@token", DeferredLists.NewToken())];
            await connection.ExecuteAsync(
                states.ContainsKey(set.SyncSet)
                    ? "UPDATE mds_state SET incarnation = @incarnation, deferred_token = @token WHERE sync_set = @set"
                    : "INSERT INTO mds_state(sync_set, hub, incarnation, applied, captured, deferred_token) VALUES (@set, @hub, @incarnation, @applied, 0, @token)",
                values, cancellationToken);
        }

        await WriteIdentitiesAsync(connection, installation, identities, cancellationToken);
        await connection.ExecuteAsync("COMMIT", cancellationToken);
    }

    // What a table was known for stays until a check has told that it is another one now: it may have been emptied while nobody looked.
    private async Task WriteIdentitiesAsync(MySqlConnection connection, CaptureInstallation installation, Dictionary<string, string> identities, CancellationToken cancellationToken)
    {
        var known = (await connection.ListAsync("SELECT table_id FROM mds_table", r => r.GetString(0), cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var wanted = installation.Sets.SelectMany(s => s.Tables).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var table in known.Where(t => !wanted.Contains(t) || _reported.Contains(t)))
            await connection.ExecuteAsync("DELETE FROM mds_table WHERE table_id = @table", [("@table", table)], cancellationToken);
        foreach (var table in wanted.Where(t => (!known.Contains(t) || _reported.Contains(t)) && identities.ContainsKey(t)))
            await connection.ExecuteAsync("INSERT INTO mds_table(table_id, identity) VALUES (@table, @identity)", [("@table", table), ("@identity", identities[table])], cancellationToken);
        _reported.Clear();
    }

    private async Task<CaptureCheck> CheckAsync(MySqlConnection connection, CaptureInstallation installation, CancellationToken cancellationToken)
    {
        if (!await MySqlStateReader.IsInstalledAsync(connection, cancellationToken)) return new CaptureCheck(false, null, []);
        var hub = (await MySqlStateReader.ReadAllAsync(connection, cancellationToken)).Values.FirstOrDefault()?.Hub;
        var server = location.ServerOf(connection);
        var tables = (await MySqlCatalog.ReadAsync(connection, server, cancellationToken)).ToDictionary(t => t.Schema.Name, StringComparer.Ordinal);
        var triggers = (await MySqlTriggerCatalog.ReadAsync(connection, cancellationToken)).Where(t => t.IsAfter).Select(t => t.Trigger).ToHashSet();
        var identities = await MySqlIdentities.ReadAsync(connection, server, cancellationToken);
        var known = (await connection.ListAsync("SELECT table_id, identity FROM mds_table", r => (r.GetString(0), r.GetString(1)), cancellationToken))
            .ToDictionary(i => i.Item1, i => i.Item2, StringComparer.Ordinal);

        var damaged = new List<string>();
        foreach (var set in installation.Sets)
        {
            foreach (var table in set.Tables)
            {
                var other = known.TryGetValue(table.Name, out var was) && identities.TryGetValue(table.Name, out var now) && was != now;
                if (other) _reported.Add(table.Name);
                if (other || IsDamaged(set.SyncSet, table, tables.GetValueOrDefault(table.Name), triggers)) damaged.Add(table.Name);
            }
        }

        return new CaptureCheck(true, hub, damaged);
    }

    // A column more counts as damage too: what is written to it alone goes uncaptured.
    private static bool IsDamaged(string syncSet, TableSchema table, MySqlTableShape? there, HashSet<MySqlTrigger> triggers) =>
        there is null
        || MySqlTableCheck.Missing(table, there.Schema) is not null
        || MySqlTableCheck.Missing(there.Schema, table) is not null
        || !MySqlTriggers.Of(syncSet, table).All(t => triggers.Contains(t));

    private ConnectorException Refuse(string message) => new(ConnectorErrorClass.Schema, location.Node, message);
}
