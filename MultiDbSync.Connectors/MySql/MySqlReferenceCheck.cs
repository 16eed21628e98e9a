using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// What the server does when foreign keys are on, for the rows of one attempt. A child written needs its parent, which is locked so that no application can
/// delete it before our commit; one that an application holds counts as missing, and the child is tried again later. A parent gone or changed must leave no
/// child behind: we hold it exclusively, and an application that adds a child waits for it.
/// Children first: a parent may go once they are taken back.
/// </summary>
internal sealed class MySqlReferenceCheck(RelationalCatalog catalog, IReadOnlyCollection<RowProgress> rows) : IReferenceCheck
{
    private readonly List<RowProgress> _written = [.. rows.Where(r => r.Written)];
    private readonly List<HashSet<RowId>> _orphans = [];
    private readonly HashSet<RowId> _abandoning = [];

    public IReadOnlyList<RelationalCommand> Statements() =>
    [
        .. from table in _written.GroupBy(r => r.Table.Schema.Name)
           from reference in catalog.OfChild(table.Key)
           from chunk in Referring(table, reference).Chunk(MySqlTable.RowsOfStatement)
           select Parents(reference, chunk),
        .. from table in _written.GroupBy(r => r.Table.Schema.Name)
           from reference in catalog.OfParent(table.Key)
           from chunk in Leaving(table, reference).Chunk(MySqlTable.RowsOfStatement)
           select Children(reference, chunk),
    ];

    public IEnumerable<(RowId Id, RowRefusal Refusal)> Refused() =>
        (_orphans.Exists(o => o.Count > 0) ? _orphans.SelectMany(o => o).Distinct() : _abandoning).Select(id => (id, new RowRefusal(DeferReason.ForeignKey)));

    // A foreign key with a NULL in it refers to nothing.
    private static List<RowProgress> Referring(IEnumerable<RowProgress> rows, RelationalReference reference) =>
        [.. rows.Where(r => r.Planned is { } now && Values(now, reference.ChildColumns) is not null)];

    private static List<RowProgress> Leaving(IEnumerable<RowProgress> rows, RelationalReference reference) =>
    [
        .. rows.Where(r => r.Original is { } before && Values(before, reference.ParentColumns) is { } values
            && !(r.Planned is { } now && Values(now, reference.ParentColumns) is { } kept && values.SequenceEqual(kept))),
    ];

    private RelationalCommand Parents(RelationalReference reference, RowProgress[] children)
    {
        var missing = children.Select(c => c.Id).ToHashSet();
        _orphans.Add(missing);
        var (schema, parameters) = (children[0].Table.Schema, new List<MySqlParameter>());
        var keys = string.Join(", ", schema.Key.Select(k => MySqlCell.Of(schema.Column(k)!).Select($"c.{MySqlIdentifier.Quote(k)}")));
        var joined = string.Join(" AND ", reference.ChildColumns.Zip(reference.ParentColumns, (c, p) => $"p.{MySqlIdentifier.Quote(p)} = c.{MySqlIdentifier.Quote(c)}"));
        var shape = new MySqlRowShape(schema with { Columns = [.. schema.Key.Select(k => schema.Column(k)!)] });
        return new RelationalCommand(
            $"SELECT STRAIGHT_JOIN {keys} FROM {MySqlIdentifier.Table(reference.Child)} c JOIN {MySqlIdentifier.Table(reference.Parent)} p ON {joined} "
            + $"WHERE {MySqlTable.WhereKeys(schema, [.. children.Select(c => c.First.Key)], "c.", parameters)} {MySqlServer.SharedSkipLocked}",
            parameters, null, row => missing.Remove(RowId.Of(schema, schema.KeyOf(shape.Read(row)))));
    }

    private RelationalCommand Children(RelationalReference reference, RowProgress[] parents)
    {
        var parameters = new List<MySqlParameter>();
        var questions = parents.Select((p, i) => $"SELECT {i} FROM DUAL WHERE EXISTS (SELECT 1 FROM {MySqlIdentifier.Table(reference.Child)} WHERE {Equal(p, reference.ChildColumns)}) "
            + $"AND NOT EXISTS (SELECT 1 FROM {MySqlIdentifier.Table(reference.Parent)} WHERE {Equal(p, reference.ParentColumns)})");
        return new RelationalCommand(string.Join(" UNION ALL ", questions), parameters, null, row => _abandoning.Add(parents[row.GetInt32(0)].Id));

        string Equal(RowProgress parent, IReadOnlyList<string> columns) => string.Join(" AND ", columns.Select((c, i) =>
            $"{MySqlIdentifier.Quote(c)} = {MySqlParameters.Add(parent.Table.Schema.Column(reference.ParentColumns[i])!, parent.Original![reference.ParentColumns[i]], parameters)}"));
    }

    private static List<CellValue>? Values(RowImage row, IReadOnlyList<string> columns)
    {
        var values = new List<CellValue>(columns.Count);
        foreach (var column in columns)
        {
            if (!row.TryGet(column, out var value) || value.IsNull) return null;
            values.Add(value);
        }

        return values;
    }
}
