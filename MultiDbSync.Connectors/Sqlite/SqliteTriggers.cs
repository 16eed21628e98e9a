using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// Texts of the triggers of one table. They only append to <c>mds_change</c>, in the application's own transaction.
/// <list type="bullet">
/// <item>AFTER triggers log the change. An update that leaves every byte as it was logs nothing; one that changes the key logs a deletion and a creation.</item>
/// <item>BEFORE triggers log a <c>probe</c> for each row that the new row collides with. <c>OR REPLACE</c> deletes such rows without firing delete triggers
/// (unless recursive_triggers is on); whether it did is told by the entries that follow: <see cref="SqliteReplacedRows"/>.</item>
/// </list>
/// No <c>UPDATE OF</c>: it stays silent for <c>UPDATE t SET rowid = …</c>, which changes an INTEGER PRIMARY KEY all the same.
/// </summary>
internal sealed class SqliteTriggers
{
    /// <summary>Begins the name of every trigger of ours.</summary>
    public const string Prefix = "mds_capture_";

    private readonly string _syncSet;
    private readonly TableSchema _table;
    private readonly SqliteImageSql _sql;
    private readonly string[] _columns;

    private SqliteTriggers(string syncSet, TableSchema table, char textTag)
    {
        _syncSet = SqliteIdentifier.Literal(syncSet);
        _table = table;
        _sql = new SqliteImageSql(textTag);
        _columns = [.. table.ImageColumns.Select(c => c.Name)];
    }

    /// <summary>By name, each text exactly as <c>sqlite_schema</c> will hold it.</summary>
    /// <param name="table">As agreed for the set.</param>
    /// <param name="uniques">As the database enforces them now.</param>
    public static IReadOnlyDictionary<string, string> Of(string syncSet, TableSchema table, IReadOnlyList<SqliteUniqueIndex> uniques, char textTag)
    {
        var triggers = new SqliteTriggers(syncSet, table, textTag);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in triggers.All(uniques)) texts.Add(name, text);
        return texts;
    }

    private IEnumerable<(string Name, string Text)> All(IReadOnlyList<SqliteUniqueIndex> all)
    {
        // Images carry no generated columns, so a key over one can't be followed.
        SqliteUniqueIndex[] uniques = [.. all.Where(u => u.Columns.All(c => _columns.Contains(c.Column)))];
        var (oldKey, newKey) = (_sql.Key("OLD", _table.Key), _sql.Key("NEW", _table.Key));
        var (before, after) = (_sql.Image("OLD", _columns), _sql.Image("NEW", _columns));
        yield return Trigger("insert", "AFTER INSERT", null, Log("create", newKey, "NULL", after));
        yield return Trigger("delete", "AFTER DELETE", null, Log("delete", oldKey, before, "NULL"));
        yield return Trigger("update", "AFTER UPDATE", $"{newKey} = {oldKey} AND {after} <> {before}", Log("update", newKey, before, after));
        yield return Trigger("rekey", "AFTER UPDATE", $"{newKey} <> {oldKey}", Log("delete", oldKey, before, "NULL") + Log("create", newKey, "NULL", after));

        if (uniques.Length == 0) yield break;
        yield return Trigger("insert_probe", "BEFORE INSERT", null, string.Concat(uniques.Select(u => Probe("insert", u, string.Empty))));
        var moved = uniques.SelectMany(u => u.Columns).Distinct().Select(c => $"NEW.{SqliteIdentifier.Quote(c.Column)} IS NOT OLD.{SqliteIdentifier.Quote(c.Column)} COLLATE {Collation(c.Collation)}");
        var itself = string.Join(" AND ", _table.Key.Select(c => $"h.{SqliteIdentifier.Quote(c)} IS OLD.{SqliteIdentifier.Quote(c)}"));
        yield return Trigger("update_probe", "BEFORE UPDATE", string.Join(" OR ", moved), string.Concat(uniques.Select(u => Probe("update", u, $" AND NOT ({itself})"))));
    }

    private (string, string) Trigger(string what, string when, string? condition, string body)
    {
        // The applier's writes are not captured: it sets the flag inside its own transaction, where nobody else can see it.
        var guard = $"coalesce((SELECT applying FROM mds_state WHERE sync_set = {_syncSet}), 0) = 0";
        var name = $"{Prefix}{what}_{SqliteIdentifier.TableOf(_table.Name)}";
        return (name, $"CREATE TRIGGER {SqliteIdentifier.Quote(name)} {when} ON {SqliteIdentifier.Table(_table.Name)} WHEN {guard}{(condition is null ? "" : $" AND ({condition})")} BEGIN {body}END");
    }

    private string Log(string op, string key, string before, string after) =>
        $"""INSERT INTO mds_change(id, kind, sync_set, table_id, op, "key", "before", "after", at) VALUES (lower(hex(randomblob(16))), '{SqliteLogTables.Change}', {_syncSet}, {SqliteIdentifier.Literal(_table.Name)}, '{op}', {key}, {before}, {after}, {SqliteLogTables.Now}); """;

    // The hit row as "before", the new row's values of the unique key as "after", and how they compare as "tx": all that is needed to tell later
    // whether the hit row had to make way.
    private string Probe(string op, SqliteUniqueIndex unique, string others)
    {
        var matches = string.Join(" AND ", unique.Columns.Select(c => $"h.{SqliteIdentifier.Quote(c.Column)} = NEW.{SqliteIdentifier.Quote(c.Column)} COLLATE {Collation(c.Collation)}"));
        var collations = string.Concat(unique.Columns.Select(c => Collation(c.Collation)[0]));
        return $"""INSERT INTO mds_change(id, kind, sync_set, table_id, op, "key", "before", "after", tx, at) SELECT lower(hex(randomblob(16))), '{SqliteLogTables.Probe}', {_syncSet}, {SqliteIdentifier.Literal(_table.Name)}, '{op}', {_sql.Key("h", _table.Key)}, {_sql.Image("h", _columns)}, {_sql.Image("NEW", unique.Columns.Select(c => c.Column))}, '{collations}', {SqliteLogTables.Now} FROM {SqliteIdentifier.Table(_table.Name)} AS h WHERE {matches}{others}; """;
    }

    private static string Collation(string name) => SqliteTypes.IsKnownCollation(name) ? name.ToUpperInvariant() : "BINARY";
}
