using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Puts our tables and triggers into a database and takes them out again, each in one transaction.</summary>
internal sealed class SqliteCaptureInstaller(SqliteSession session, SqliteLocation location, string node) : ICaptureInstaller
{
    public Task InstallAsync(CaptureInstallation installation, CancellationToken cancellationToken) =>
        session.WriteAsync(database => (Install(database, installation), true), cancellationToken);

    public Task<CaptureCheck> CheckAsync(CaptureInstallation installation, CancellationToken cancellationToken) =>
        session.ReadAsync(database => Check(database, installation), cancellationToken);

    // A file that was deleted holds nothing of ours. Where its folder is gone too, a disk may be away: that is told, and tried again.
    public Task UninstallAsync(CancellationToken cancellationToken) =>
        !File.Exists(location.File) && Directory.Exists(Path.GetDirectoryName(location.File)) ? Task.CompletedTask : RemoveAsync(cancellationToken);

    private Task<bool> RemoveAsync(CancellationToken cancellationToken) => session.WriteAsync(
        database =>
        {
            var triggers = ReadTriggers(database);
            if (triggers.Count == 0 && database.ReadInteger(SqliteLogTables.Count) == 0) return (false, true);
            foreach (var name in triggers.Keys) Drop(database, name);
            database.Execute(SqliteLogTables.Drop);
            return (true, true);
        },
        cancellationToken);

    private bool Install(SqliteDatabase database, CaptureInstallation installation)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var set in installation.Sets)
            foreach (var table in set.Tables)
                foreach (var (name, text) in TriggersOf(database, set.SyncSet, table))
                    if (!wanted.TryAdd(name, text)) throw Refuse($"Table '{table.Name}' is in more than one sync set.");

        database.Execute(SqliteLogTables.Create);
        SqliteDeferredToken.AddColumn(database);
        WriteStates(database, installation);
        var there = ReadTriggers(database);
        foreach (var (name, text) in there)
            if (!wanted.TryGetValue(name, out var same) || same != text) Drop(database, name);
        foreach (var (name, text) in wanted)
            if (!there.TryGetValue(name, out var same) || same != text) database.Execute(text);
        return true;
    }

    private IReadOnlyDictionary<string, string> TriggersOf(SqliteDatabase database, string syncSet, TableSchema table)
    {
        var shape = SqliteCatalog.Find(database, table.Name) ?? throw Refuse($"Table '{table.Name}' does not exist.");
        if (table.Key.Count == 0) throw Refuse($"Table '{table.Name}' has no primary key and no unique key of columns that are never NULL: its rows can't be told apart.");
        if (Missing(table, shape.Schema) is { } column) throw Refuse($"Table '{table.Name}' has no column '{column}'.");
        if (!shape.Uniques.Any(u => u.Columns.Select(c => c.Column).Order().SequenceEqual(table.Key.Order())))
            throw Refuse($"Table '{table.Name}' does not enforce the key ({string.Join(", ", table.Key)}).");
        var foreign = shape.Uniques.SelectMany(u => u.Columns).FirstOrDefault(c => !SqliteTypes.IsKnownCollation(c.Collation));
        if (foreign.Column is not null) throw Refuse($"Column '{foreign.Column}' of table '{table.Name}' has a key with the collation '{foreign.Collation}', which only the application knows.");
        return SqliteTriggers.Of(syncSet, table, shape.Uniques, database.TextTag);
    }

    private void WriteStates(SqliteDatabase database, CaptureInstallation installation)
    {
        foreach (var (syncSet, state) in new SqliteStateReader().ReadAll(database))
        {
            if (state.Hub != installation.Hub || state.Incarnation > installation.Incarnation) throw SqliteErrors.WrongHub(node);
            if (installation.Sets.Any(s => s.SyncSet == syncSet)) continue;

            // A set that comes back has missed changes meanwhile: it begins anew, from the position that it is given then.
            database.Prepare("DELETE FROM mds_state WHERE sync_set = ?1").Bind(1, syncSet).Execute();
            database.Prepare("DELETE FROM mds_deferred WHERE sync_set = ?1").Bind(1, syncSet).Execute();
        }

        foreach (var set in installation.Sets)
            database.Prepare("""
                INSERT INTO mds_state(sync_set, hub, incarnation, applied, captured, applying, deferred_token) VALUES (?1, ?2, ?3, ?4, 0, 0, ?5)
                ON CONFLICT(sync_set) DO UPDATE SET incarnation = excluded.incarnation, deferred_token = excluded.deferred_token
                """)
                .Bind(1, set.SyncSet).Bind(2, installation.Hub).Bind(3, installation.Incarnation).Bind(4, set.StartPosition)
                .Bind(5, DeferredLists.NewToken()).Execute();
    }

    private static CaptureCheck Check(SqliteDatabase database, CaptureInstallation installation)
    {
        if (!SqliteStateReader.IsInstalled(database)) return new CaptureCheck(false, null, []);
        var hub = database.ReadText("SELECT hub FROM mds_state LIMIT 1");
        var there = ReadTriggers(database);
        var damaged = installation.Sets.SelectMany(s => s.Tables.Where(t => IsDamaged(database, s.SyncSet, t, there)).Select(t => t.Name));
        return new CaptureCheck(true, hub, [.. damaged]);
    }

    // A column more is none of ours: the engine looks for those.
    private static bool IsDamaged(SqliteDatabase database, string syncSet, TableSchema table, Dictionary<string, string> there) =>
        SqliteCatalog.Find(database, table.Name) is not { } shape
        || Missing(table, shape.Schema) is not null
        || SqliteTriggers.Of(syncSet, table, shape.Uniques, database.TextTag).Any(t => !there.TryGetValue(t.Key, out var text) || text != t.Value);

    private static string? Missing(TableSchema wanted, TableSchema there) =>
        wanted.ImageColumns.Select(c => c.Name).FirstOrDefault(c => there.Column(c) is null or { IsGenerated: true });

    private static Dictionary<string, string> ReadTriggers(SqliteDatabase database)
    {
        var triggers = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = database.Prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND substr(name, 1, length(?1)) = ?1").Bind(1, SqliteTriggers.Prefix);
        while (rows.Step()) triggers.Add(rows.Text(0), rows.Text(1));
        return triggers;
    }

    private static void Drop(SqliteDatabase database, string trigger) => database.Execute($"DROP TRIGGER {SqliteIdentifier.Quote(trigger)}");

    private ConnectorException Refuse(string message) => new(ConnectorErrorClass.Schema, node, message);
}
