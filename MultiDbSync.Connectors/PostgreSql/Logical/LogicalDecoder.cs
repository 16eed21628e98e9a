using System.Globalization;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>Makes entries of transactions. What is in no published table is nothing to us; of our own transactions only the markers count.</summary>
internal sealed class LogicalDecoder(IReadOnlyDictionary<uint, LogicalTable> tables, LogicalBuffer buffer)
{
    public IEnumerable<CapturedEntry> Decode(LogicalTransaction transaction)
    {
        var number = 0;
        foreach (var row in transaction.Rows)
        {
            if (transaction.IsOurs)
            {
                if (row.Relation is { Namespace: PgLogTables.Schema, Name: "mds_change" }) yield return Marker(row, transaction, number++);
                continue;
            }

            if (!tables.TryGetValue(row.Relation.Oid, out var table) || buffer.IsVoid(table.SyncSet, transaction)) continue;
            var (before, after) = (Image(row.Relation, row.Old, table.Shape), Image(row.Relation, row.New, table.Shape));
            if (before is not null && before.Equals(after)) continue;
            var (oldKey, newKey) = (Key(before, table.Shape), Key(after, table.Shape));
            if (oldKey is null || newKey is null || oldKey.Equals(newKey))
            {
                yield return Change(transaction, table, newKey ?? oldKey!, before, after, number++);
                continue;
            }

            yield return Change(transaction, table, oldKey, before, null, number++);
            yield return Change(transaction, table, newKey, null, after, number++);
        }
    }

    /// <summary>Published tables that an application emptied in one statement.</summary>
    public IEnumerable<string> Truncated(LogicalTransaction transaction) =>
        transaction.IsOurs ? [] : transaction.Truncated.Select(r => tables.GetValueOrDefault(r.Oid)?.Name).OfType<string>();

    /// <summary>Rows that an application changed, by table; for an update of the key both.</summary>
    public IEnumerable<(string Table, RowKey Key)> Keys(LogicalTransaction transaction)
    {
        if (transaction.IsOurs) yield break;
        foreach (var row in transaction.Rows)
        {
            if (!tables.TryGetValue(row.Relation.Oid, out var table) || buffer.IsVoid(table.SyncSet, transaction)) continue;
            if (row.Old is { } old) yield return (table.Name, Key(row.Relation, old, table.Shape));
            if (row.New is { } now && !IsKeyOf(row, table.Shape)) yield return (table.Name, Key(row.Relation, now, table.Shape));
        }
    }

    private static bool IsKeyOf(LogicalTuple row, PgShape shape) =>
        row.Old is { } old && shape.Key.All(k => Text(row.Relation, old, k.Name) == Text(row.Relation, row.New!, k.Name));

    private static RowKey Key(LogicalRelation relation, string?[] texts, PgShape shape) =>
        RowKey.Of([.. shape.Key.Select(k => Text(relation, texts, k.Name) is { } text ? Value(k, text) : CellValue.Null)]);

    // A key column that was renamed since is missing: such a table rests until it is installed anew.
    private static string? Text(LogicalRelation relation, string?[] texts, string column) => Array.IndexOf(relation.Columns, column) is >= 0 and var index ? texts[index] : null;

    // The place in the log alone would name another change after the server was put back to an earlier state.
    private static CapturedEntry Change(LogicalTransaction transaction, LogicalTable table, RowKey key, RowImage? before, RowImage? after, int number) => new(
        SeqOf(transaction, number),
        string.Create(CultureInfo.InvariantCulture, $"{(ulong)transaction.Commit:x}-{transaction.Xid:x}-{transaction.At.UtcTicks:x}-{number:x}"),
        EntryKind.Change, table.SyncSet, table.Name, key, before, after, 0, TxOf(transaction), transaction.At);

    private static CapturedEntry Marker(LogicalTuple row, LogicalTransaction transaction, int number)
    {
        var kind = Text(row, "kind") switch { "deferred" => EntryKind.Deferred, "released" => EntryKind.Released, _ => EntryKind.Applied };
        return new CapturedEntry(
            SeqOf(transaction, number), Text(row, "id")!, kind, Text(row, "sync_set")!, Text(row, "table_id"), Text(row, "key") is { } key ? RowKey.Parse(key) : null, null, null,
            Text(row, "position") is { } position ? long.Parse(position, CultureInfo.InvariantCulture) : 0, TxOf(transaction), transaction.At);
    }

    private static string? Text(LogicalTuple row, string column) => row.New![Array.IndexOf(row.Relation.Columns, column)];

    private static long SeqOf(LogicalTransaction transaction, int number) => (long)(ulong)transaction.Commit + number;

    private static string TxOf(LogicalTransaction transaction) => transaction.Xid.ToString(CultureInfo.InvariantCulture);

    private static RowImage? Image(LogicalRelation relation, string?[]? texts, PgShape shape)
    {
        if (texts is null) return null;
        var values = new CellValue?[shape.Columns.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var index = shape.IndexOf(relation.Columns[i]);
            if (index >= 0) values[index] = texts[i] is { } text ? Value(shape.Columns[index], text) : CellValue.Null;
        }

        return shape.Image(values);
    }

    private static RowKey? Key(RowImage? image, PgShape shape) => image is null ? null : RowKey.Of([.. shape.Key.Select(k => image[k.Name])]);

    // A column that was given another type since: carried as the database spells it, until capture is installed anew.
    private static CellValue Value(PgColumn column, string text)
    {
        try
        {
            return column.Storage == PgStorage.Array ? PgCells.Json(LogicalArray.ToJson(text, column.BaseType[..^2])) : PgCells.Parse(column, text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return CellValue.FromText(text);
        }
    }
}
