using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using Npgsql;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Installing and checking within whatever transaction is open.</summary>
internal sealed class PgInstallation(System.Data.Common.DbConnection connection, string node)
{
    private readonly PgInstalledObjects _there = new(connection);

    private bool HasRandomUuid => ((NpgsqlConnection)connection).PostgreSqlVersion.Major >= 13;

    public async Task InstallAsync(CaptureInstallation installation, CancellationToken cancellationToken)
    {
        await PrepareAsync(installation, cancellationToken);
        await SendAsync([new(PgTriggers.WakeFunction)], cancellationToken);

        var functions = new Dictionary<string, string>(StringComparer.Ordinal) { ["mds_wake"] = string.Empty };
        foreach (var set in installation.Sets)
            foreach (var table in set.Tables)
                await InstallAsync(set.SyncSet, table, functions, cancellationToken);

        // With a function go its triggers.
        var left = (await _there.FunctionsAsync(cancellationToken)).Keys.Where(f => !functions.ContainsKey(f));
        await SendAsync([.. left.Select(f => new RelationalCommand($"DROP FUNCTION {PgLogTables.Schema}.{PgIdentifier.Quote(f)}() CASCADE"))], cancellationToken);
    }

    /// <summary>What both ways of capture share: our tables and their state.</summary>
    public async Task PrepareAsync(CaptureInstallation installation, CancellationToken cancellationToken)
    {
        Refuse(installation, await TablesAsync(cancellationToken));
        if (await _there.AreTablesThereAsync(cancellationToken) is false) await SendAsync([.. PgLogTables.Create.Select(s => new RelationalCommand(s))], cancellationToken);
        var hasToken = false;
        await SendAsync([PgLogTables.FindDeferredToken(() => hasToken = true)], cancellationToken);
        if (!hasToken) await SendAsync([new(PgLogTables.AddDeferredToken)], cancellationToken);
        await WriteStatesAsync(installation, cancellationToken);
    }

    /// <summary>Whether our tables are there, and whose they are.</summary>
    public async Task<CaptureCheck> CheckTablesAsync(CancellationToken cancellationToken)
    {
        if (!await _there.AreTablesThereAsync(cancellationToken)) return new CaptureCheck(false, null, []);
        var states = new RelationalStateReader(new PgDialect(node, new PostgreSqlConnectorOptions(), new PgLowerBound()));
        await SendAsync([states.Read(null)], cancellationToken);
        return new CaptureCheck(true, states.States().Values.FirstOrDefault()?.Hub, []);
    }

    public async Task<CaptureCheck> CheckAsync(CaptureInstallation installation, CancellationToken cancellationToken)
    {
        var check = await CheckTablesAsync(cancellationToken);
        if (!check.Installed) return check;
        var tables = (await TablesAsync(cancellationToken)).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var functions = await _there.FunctionsAsync(cancellationToken);
        var damaged = new List<string>();
        foreach (var set in installation.Sets)
            foreach (var table in set.Tables)
                if (!tables.TryGetValue(table.Name, out var now) || await IsDamagedAsync(set.SyncSet, table, now, functions, cancellationToken)) damaged.Add(table.Name);
        return check with { DamagedTables = damaged };
    }

    private async Task InstallAsync(string syncSet, TableSchema table, Dictionary<string, string> wanted, CancellationToken cancellationToken)
    {
        if (await _there.LooseKeyAsync(table, cancellationToken) is { } loose)
            throw Refuse($"The collation of key column '{loose}' of table '{table.Name}' takes different texts for one: give it a deterministic one.");
        var triggers = new PgTriggers(syncSet, table, await _there.ShapeAsync(PgShape.Define(table), add: true, cancellationToken) ?? 0, HasRandomUuid);
        if (!wanted.TryAdd(triggers.CaptureFunctionName, triggers.CaptureBody)) throw Refuse($"Table '{table.Name}' is in more than one sync set.");
        wanted.Add(triggers.TruncateFunctionName, triggers.TruncateBody);
        await SendAsync([.. triggers.CreateFunctions().Select(f => new RelationalCommand(f))], cancellationToken);
        var there = await _there.TriggersAsync(table.Name, cancellationToken);
        foreach (var (on, name, sql) in triggers.CreateTriggers(await _there.PartitionsAsync(table.Name, cancellationToken)))
        {
            if (there.TryGetValue((on, name), out var isEnabled) && isEnabled) continue;
            if (there.ContainsKey((on, name))) await SendAsync([new($"DROP TRIGGER {PgIdentifier.Quote(name)} ON {on}")], cancellationToken);
            await SendAsync([new(sql)], cancellationToken);
        }
    }

    // A column more counts as damage too: what is written to it alone goes uncaptured.
    private async Task<bool> IsDamagedAsync(string syncSet, TableSchema table, TableSchema now, IReadOnlyDictionary<string, string> functions, CancellationToken cancellationToken)
    {
        if (Missing(table, now) is not null || Missing(now, table) is not null) return true;
        if (await _there.ShapeAsync(PgShape.Define(table), add: false, cancellationToken) is not { } shape) return true;
        var triggers = new PgTriggers(syncSet, table, shape, HasRandomUuid);
        if (functions.GetValueOrDefault(triggers.CaptureFunctionName) != triggers.CaptureBody || functions.GetValueOrDefault(triggers.TruncateFunctionName) != triggers.TruncateBody) return true;
        var there = await _there.TriggersAsync(table.Name, cancellationToken);
        var wanted = triggers.CreateTriggers(await _there.PartitionsAsync(table.Name, cancellationToken));
        return wanted.Any(t => !there.GetValueOrDefault((t.Table, t.Name)));
    }

    private async Task WriteStatesAsync(CaptureInstallation installation, CancellationToken cancellationToken)
    {
        var reader = new RelationalStateReader(new PgDialect(node, new PostgreSqlConnectorOptions(), new PgLowerBound()));
        await SendAsync([reader.Read(null)], cancellationToken);
        foreach (var (syncSet, state) in reader.States())
        {
            if (state.Hub != installation.Hub || state.Incarnation > installation.Incarnation) throw RelationalErrors.WrongHub(node);
            if (installation.Sets.Any(s => s.SyncSet == syncSet)) continue;

            // A set that comes back has missed changes meanwhile: it begins anew, from the position that it is given then.
            await SendAsync([Ours($"DELETE FROM {PgLogTables.State} WHERE sync_set = $1", syncSet), Ours($"DELETE FROM {PgLogTables.Deferred} WHERE sync_set = $1", syncSet)], cancellationToken);
        }

        foreach (var set in installation.Sets)
        {
            await SendAsync(
                [
                    new(
                        $"""
                        INSERT INTO {PgLogTables.State}(sync_set, hub, incarnation, applied, captured, {DeferredLists.Column}) VALUES ($1, $2, $3, $4, 0, $5)
                        ON CONFLICT (sync_set) DO UPDATE SET incarnation = excluded.incarnation, {DeferredLists.Column} = excluded.{DeferredLists.Column}
                        """,
                        [
                            PgParameters.Text(set.SyncSet), PgParameters.Text(installation.Hub), PgParameters.Number(installation.Incarnation),
                            PgParameters.Number(set.StartPosition), PgParameters.Text(DeferredLists.NewToken()),
                        ]),
                ],
                cancellationToken);
        }
    }

    private void Refuse(CaptureInstallation installation, IReadOnlyList<TableSchema> tables)
    {
        foreach (var table in installation.Sets.SelectMany(s => s.Tables))
        {
            var now = tables.FirstOrDefault(t => t.Name == table.Name) ?? throw Refuse($"Table '{table.Name}' does not exist.");
            if (table.Key.Count == 0) throw Refuse($"Table '{table.Name}' has no primary key and no unique key of columns that are never NULL: its rows can't be told apart.");
            if (Missing(table, now) is { } column) throw Refuse($"Table '{table.Name}' has no column '{column}'.");
            if (!now.Key.Order().SequenceEqual(table.Key.Order()) && !now.UniqueKeys.Any(u => u.Columns.Order().SequenceEqual(table.Key.Order())))
                throw Refuse($"Table '{table.Name}' does not enforce the key ({string.Join(", ", table.Key)}).");
        }
    }

    private static string? Missing(TableSchema wanted, TableSchema there) =>
        wanted.ImageColumns.Select(c => c.Name).FirstOrDefault(c => there.Column(c) is null or { IsGenerated: true });

    private async Task<IReadOnlyList<TableSchema>> TablesAsync(CancellationToken cancellationToken)
    {
        var catalog = new PgCatalog();
        await SendAsync(catalog.Commands(), cancellationToken);
        return catalog.Tables();
    }

    private Task SendAsync(IReadOnlyList<RelationalCommand> commands, CancellationToken cancellationToken) =>
        commands.Count == 0 ? Task.CompletedTask : RelationalRoundTrip.SendAsync(connection, commands, cancellationToken);

    private static RelationalCommand Ours(string sql, string syncSet) => new(sql, [PgParameters.Text(syncSet)]);

    private ConnectorException Refuse(string message) => new(ConnectorErrorClass.Schema, node, message);
}
