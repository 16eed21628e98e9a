using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>How the conditions of a statement and of its plan use the columns of one scanned table.</summary>
internal sealed class ScanColumns
{
    private readonly PlanScan _scan;
    private readonly TableSchema _table;
    private readonly PlanDialect _dialect;

    public ScanColumns(PlanScan scan, TableSchema table, IReadOnlyList<SelectScope> scopes, IReadOnlyList<TableSchema> tables, PlanDialect dialect)
    {
        (_scan, _table, _dialect) = (scan, table, dialect);
        Scope = scopes.FirstOrDefault(s => s.Knows(scan.Alias));
        var written = scopes.Where(s => s.Knows(scan.Alias)).SelectMany(s => s.Uses.Where(u => IsOurs(u, s, tables)));
        Uses = [.. scan.Conditions.Where(u => u.Qualifier is null || Same(u.Qualifier, scan.Alias) || Same(u.Qualifier, scan.Table)).Concat(written)
            .Select(u => ColumnOf(u.Column) is { } column ? Unwrapped(u with { Column = column.Name }, column) : null).OfType<ColumnUse>().Distinct()];
    }

    /// <summary>The SELECT that names the table, when the statement itself does.</summary>
    public SelectScope? Scope { get; }

    public IReadOnlyList<ColumnUse> Uses { get; }

    /// <summary>Columns for an index: those that are compared for equality first, then one that is compared otherwise.</summary>
    public IReadOnlyList<ColumnUse> Candidates
    {
        get
        {
            var equal = Uses.Where(u => u.Kind == ColumnUseKind.Equal || (u.Kind == ColumnUseKind.Join && (_scan.Repeated || _scan.JoinedWithFew))).DistinctBy(u => u.Column).ToList();
            var range = Uses.Where(u => u.Kind is ColumnUseKind.Range or ColumnUseKind.Prefix && equal.TrueForAll(e => e.Column != u.Column)).Take(1);
            return [.. equal.Take(3), .. range];
        }
    }

    public ColumnSchema? ColumnOf(string name) => _table.Column(name) ?? _table.Columns.FirstOrDefault(c => Same(c.Name, name));

    /// <summary>The sort keys, when all of them are columns of this table.</summary>
    public IReadOnlyList<ColumnUse>? OwnKeys(IReadOnlyList<ColumnUse>? keys) =>
        keys is not null && keys.All(k => (k.Qualifier is null ? Scope is null or { Tables.Count: 1 } : Same(k.Qualifier, _scan.Alias) || Same(k.Qualifier, _scan.Table)) && ColumnOf(k.Column) is not null)
            ? keys
            : null;

    // Without a qualifier a column is the table's when no other table of the SELECT has one of that name.
    private bool IsOurs(ColumnUse use, SelectScope scope, IReadOnlyList<TableSchema> tables)
    {
        if (use.Qualifier is not null) return Same(use.Qualifier, _scan.Alias);
        if (ColumnOf(use.Column) is null) return false;
        return scope.Tables.Count(t => tables.Any(s => Same(TableName.Parse(s.Name).Name, t.Table) && s.Columns.Any(c => Same(c.Name, use.Column)))) <= 1;
    }

    private ColumnUse Unwrapped(ColumnUse use, ColumnSchema column) =>
        use is { Kind: ColumnUseKind.Wrapped, Function: "cast", Inner: { } inner } && column.Type == CanonicalType.Text && _dialect.TextCastIsBare
            ? use with { Kind = inner, Function = null, Inner = null }
            : use;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
