using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Row heads of one sync set, and the index from unique values and foreign keys to them. Used inside a transaction of the session.</summary>
internal sealed class HeadTable(HubSession session, string syncSet)
{
    private readonly Dictionary<(string Table, string KeyForm), RowHead?> _known = [];

    /// <summary>The head of a row, or null. Remembered for the transaction: a busy row is asked for again and again.</summary>
    public RowHead? Find(string table, string keyForm)
    {
        if (!_known.TryGetValue((table, keyForm), out var head)) _known.Add((table, keyForm), head = Load(table, keyForm));
        return head;
    }

    private RowHead? Load(string table, string keyForm) =>
        session.First(
            "SELECT position, row_key, before_image, after_image, origin, origin_epoch, at FROM row_head WHERE sync_set=$1 AND table_name=$2 AND key_form=$3",
            Read, syncSet, table, keyForm);

    public void Put(TableSchema table, string keyForm, RowHead head)
    {
        var previous = Find(table.Name, keyForm);
        _known[(table.Name, keyForm)] = head;
        session.Execute(
            """
            INSERT INTO row_head (sync_set, table_name, key_form, row_key, position, before_image, after_image, origin, origin_epoch, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (sync_set, table_name, key_form) DO UPDATE SET row_key=excluded.row_key, position=excluded.position,
                before_image=excluded.before_image, after_image=excluded.after_image, origin=excluded.origin, origin_epoch=excluded.origin_epoch, at=excluded.at
            """,
            syncSet, table.Name, keyForm, head.Key.Text, head.Position, head.Before?.ToJson(), head.After?.ToJson(),
            head.Origin.Node, head.Origin.Epoch, head.At.ToUnixTimeMilliseconds());
        if (table.UniqueKeys.Count == 0 && table.ForeignKeys.Count == 0) return;
        if (previous?.After is { } old && head.After is { } now && Constrained(table).All(c => old.TryGet(c, out var a) && now.TryGet(c, out var b) && a == b)) return;
        session.Execute("DELETE FROM head_value WHERE sync_set=$1 AND table_name=$2 AND key_form=$3", syncSet, table.Name, keyForm);
        Index(table, keyForm, head.After);
    }

    /// <summary>Makes the index of a table anew, after its forms have changed.</summary>
    public void Reindex(TableSchema table)
    {
        session.Execute("DELETE FROM head_value WHERE sync_set=$1 AND table_name=$2", syncSet, table.Name);
        if (table.UniqueKeys.Count == 0 && table.ForeignKeys.Count == 0) return;
        var heads = session.Rows("SELECT key_form, after_image FROM row_head WHERE sync_set=$1 AND table_name=$2", r => (Form: r.GetString(0), After: Image(r, 1)), syncSet, table.Name);
        foreach (var (form, after) in heads) Index(table, form, after);
    }

    /// <summary>Key forms of the table's rows whose head holds the value of a constraint.</summary>
    public List<string> Holders(string table, string constraint, string valueForm) =>
        session.Rows(
            "SELECT key_form FROM head_value WHERE sync_set=$1 AND table_name=$2 AND constraint_name=$3 AND value_form=$4",
            r => r.GetString(0), syncSet, table, constraint, valueForm);

    private static IEnumerable<string> Constrained(TableSchema table) =>
        table.UniqueKeys.SelectMany(k => k.Columns).Concat(table.ForeignKeys.SelectMany(k => k.Columns));

    private void Index(TableSchema table, string keyForm, RowImage? after)
    {
        if (after is null) return;
        foreach (var unique in table.UniqueKeys) Index(table, unique.Name, table.FormOf(unique.Columns, after), keyForm);
        foreach (var reference in table.ForeignKeys) Index(table, "fk:" + reference.Name, ValueForm.Of(after, reference.Columns), keyForm);
    }

    private void Index(TableSchema table, string constraint, string? valueForm, string keyForm)
    {
        if (valueForm is null) return;
        session.Execute(
            "INSERT OR IGNORE INTO head_value (sync_set, table_name, constraint_name, value_form, key_form) VALUES ($1, $2, $3, $4, $5)",
            syncSet, table.Name, constraint, valueForm, keyForm);
    }

    private static RowHead Read(HubRow r) => new(
        r.GetInt64(0), RowKey.Parse(r.GetString(1)), Image(r, 2), Image(r, 3), new Origin(r.GetString(4), r.GetInt32(5)), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(6)));

    private static RowImage? Image(HubRow r, int column) => r.IsDBNull(column) ? null : RowImage.FromJson(r.GetString(column));
}
