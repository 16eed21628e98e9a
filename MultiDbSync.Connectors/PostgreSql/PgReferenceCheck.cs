using System.Globalization;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>
/// Foreign keys that were deferred: the server would refuse the whole transaction at its end without saying which row it was about. Parents found are locked as the
/// server itself would lock them, so that what was looked at holds until the commit.
/// </summary>
internal sealed class PgReferenceCheck(RelationalCatalog catalog, IReadOnlyCollection<RowProgress> rows) : IReferenceCheck
{
    private readonly HashSet<RowId> _refused = [];

    public IReadOnlyList<RelationalCommand> Statements()
    {
        var statements = new List<RelationalCommand>();
        foreach (var table in rows.Where(r => r.Written).GroupBy(r => r.Table))
        {
            foreach (var reference in catalog.OfChild(table.Key.Schema.Name).Where(r => r.Deferrable)) statements.AddRange(Orphans(reference, [.. table.Where(r => r.Last.After is not null)]));
            foreach (var reference in catalog.OfParent(table.Key.Schema.Name).Where(r => r.Deferrable)) statements.AddRange(Deserted(reference, [.. table.Where(r => r.Original is not null)]));
        }

        return statements;
    }

    public IEnumerable<(RowId Id, RowRefusal Refusal)> Refused() => _refused.Select(id => (id, new RowRefusal(DeferReason.ForeignKey)));

    private IEnumerable<RelationalCommand> Orphans(RelationalReference reference, RowProgress[] children)
    {
        var filled = Values(children, reference.ChildColumns, r => r.Planned, out var written);
        if (written.Count == 0) yield break;
        var table = (PgTable)children[0].Table;
        var match = Match("p", reference.ParentColumns);
        yield return new($"SELECT 1 FROM {PgIdentifier.Table(reference.Parent)} AS p, {table.Rows(reference.ChildColumns)} WHERE {match} FOR KEY SHARE OF p", table.Parameters(reference.ChildColumns, filled), null, _ => { });
        yield return new(
            $"SELECT i.n FROM {table.Rows(reference.ChildColumns)} WHERE NOT EXISTS (SELECT 1 FROM {PgIdentifier.Table(reference.Parent)} AS p WHERE {match})",
            table.Parameters(reference.ChildColumns, filled), null, r => _refused.Add(written[(int)r.GetInt64(0) - 1].Id));
    }

    private IEnumerable<RelationalCommand> Deserted(RelationalReference reference, RowProgress[] parents)
    {
        var filled = Values(parents, reference.ParentColumns, r => r.Original, out var left);
        if (left.Count == 0) yield break;
        var table = (PgTable)parents[0].Table;
        yield return new(
            $"SELECT i.n FROM {table.Rows(reference.ParentColumns)} WHERE EXISTS (SELECT 1 FROM {PgIdentifier.Table(reference.Child)} AS c WHERE {Match("c", reference.ChildColumns)}) "
            + $"AND NOT EXISTS (SELECT 1 FROM {PgIdentifier.Table(reference.Parent)} AS p WHERE {Match("p", reference.ParentColumns)})",
            table.Parameters(reference.ParentColumns, filled), null, r => _refused.Add(left[(int)r.GetInt64(0) - 1].Id));
    }

    // A reference with a NULL in it refers to nothing.
    private static List<CellValue[]> Values(RowProgress[] rows, IReadOnlyList<string> columns, Func<RowProgress, RowImage?> image, out List<RowProgress> with)
    {
        var values = new List<CellValue[]>();
        with = [];
        foreach (var row in rows)
        {
            if (image(row) is not { } cells) continue;
            CellValue[] taken = [.. columns.Select(c => cells.TryGet(c, out var v) ? v : CellValue.Null)];
            if (Array.Exists(taken, v => v.IsNull)) continue;
            values.Add(taken);
            with.Add(row);
        }

        return values;
    }

    private static string Match(string alias, IReadOnlyList<string> columns) =>
        string.Join(" AND ", columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{alias}.{PgIdentifier.Quote(c)} = i.k{i}")));
}
