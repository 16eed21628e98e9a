using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>The key forms of one table wherever the hub keeps them. Used inside a write transaction of the session.</summary>
internal sealed class KeyForms(HubSession session, string syncSet, TableSchema table)
{
    // Before every form while they change places: no form begins with it.
    private const string Moving = "~";

    /// <summary>Keys of rows that exist now, or wait for a decision, and would have one form.</summary>
    public IReadOnlyList<string> Clashes()
    {
        var living = session.Rows(
            "SELECT row_key FROM row_head WHERE sync_set=$1 AND table_name=$2 AND after_image IS NOT NULL", r => RowKey.Parse(r.GetString(0)), syncSet, table.Name);
        var parked = session.Rows(
            "SELECT row_key FROM data_conflicts WHERE sync_set=$1 AND table_name=$2 AND status='Open'", r => RowKey.Parse(r.GetString(0)), syncSet, table.Name);
        return [.. living.Concat(parked).Distinct().GroupBy(table.FormOf).Where(g => g.Count() > 1).Select(g => $"{table.Name}: {string.Join(", ", g.Select(k => k.ToDisplay()))}")];
    }

    public void Rewrite()
    {
        foreach (var place in new[] { "hub_log", "data_conflicts" })
        {
            foreach (var (key, form) in Keys(place))
                if (table.FormOf(key) is var now && now != form) Execute($"UPDATE {place} SET key_form=$3 WHERE sync_set=$1 AND table_name=$2 AND row_key=$4", now, key.Text);
        }

        Heads();
        Parked();
        Deferred();
        Awaited();
        Rekeyed();
        new HeadTable(session, syncSet).Reindex(table);
    }

    // Where several rows have one form now, the one that changed last is remembered.
    private void Heads()
    {
        var heads = session.Rows(
            "SELECT row_key, key_form, position FROM row_head WHERE sync_set=$1 AND table_name=$2 ORDER BY position DESC",
            r => (Key: RowKey.Parse(r.GetString(0)), Form: r.GetString(1)), syncSet, table.Name);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, form) in heads)
        {
            var now = table.FormOf(key);
            if (!taken.Add(now)) Execute("DELETE FROM row_head WHERE sync_set=$1 AND table_name=$2 AND key_form=$3", form);
            else if (now != form) Execute("UPDATE row_head SET key_form=$3 WHERE sync_set=$1 AND table_name=$2 AND key_form=$4", Moving + now, form);
        }

        Execute("UPDATE row_head SET key_form=substr(key_form, 2) WHERE sync_set=$1 AND table_name=$2 AND substr(key_form, 1, 1)=$3", Moving);
    }

    private void Parked()
    {
        Execute("DELETE FROM parked_row WHERE sync_set=$1 AND table_name=$2");
        Execute(
            """
            INSERT OR IGNORE INTO parked_row (sync_set, table_name, key_form, conflict_id)
            SELECT sync_set, table_name, key_form, id FROM data_conflicts WHERE sync_set=$1 AND table_name=$2 AND status='Open' ORDER BY id
            """);
    }

    // Forms only are kept here; a weaker form of a form is the form itself.
    private void Deferred()
    {
        var rows = session.Rows(
            "SELECT node, key_form, position FROM node_deferred WHERE sync_set=$1 AND table_name=$2", r => (r.GetString(0), r.GetString(1), r.GetInt64(2)), syncSet, table.Name);
        foreach (var (node, form, position) in rows)
        {
            var now = table.FormOf(RowKey.Parse(form));
            if (now == form) continue;
            Execute("DELETE FROM node_deferred WHERE sync_set=$1 AND table_name=$2 AND node=$3 AND key_form=$4", node, form);
            Execute(
                """
                INSERT INTO node_deferred (sync_set, table_name, node, key_form, position) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT DO UPDATE SET position=min(position, excluded.position)
                """,
                node, now, position);
        }
    }

    private void Awaited()
    {
        foreach (var (form, conflict) in session.Rows("SELECT key_form, conflict_id FROM awaited_row WHERE sync_set=$1 AND table_name=$2", r => (r.GetString(0), r.GetInt64(1)), syncSet, table.Name))
            if (table.FormOf(RowKey.Parse(form)) is var now && now != form)
                Execute("UPDATE OR REPLACE awaited_row SET key_form=$3 WHERE sync_set=$1 AND table_name=$2 AND key_form=$4 AND conflict_id=$5", now, form, conflict);
    }

    private void Rekeyed()
    {
        foreach (var form in session.Rows("SELECT DISTINCT key_form FROM rekeyed_row WHERE sync_set=$1 AND table_name=$2", r => r.GetString(0), syncSet, table.Name))
            if (table.FormOf(RowKey.Parse(form)) is var now && now != form)
                Execute("UPDATE OR REPLACE rekeyed_row SET key_form=$3 WHERE sync_set=$1 AND table_name=$2 AND key_form=$4", now, form);
    }

    private List<(RowKey Key, string Form)> Keys(string place) =>
        session.Rows($"SELECT DISTINCT row_key, key_form FROM {place} WHERE sync_set=$1 AND table_name=$2", r => (RowKey.Parse(r.GetString(0)), r.GetString(1)), syncSet, table.Name);

    private void Execute(string sql, params object[] arguments) => session.Execute(sql, [syncSet, table.Name, .. arguments]);
}
