using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational.Ddl;

/// <summary>Tables of any make as another make would hold them.</summary>
internal sealed class SchemaMapping
{
    private static readonly string[] TextNames = ["char", "text", "clob", "name"];

    private readonly SchemaDialect _dialect;
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, MappedTable> _bySource = new(StringComparer.Ordinal);

    public SchemaMapping(SchemaDialect dialect, IReadOnlyList<TableSchema> tables)
    {
        _dialect = dialect;
        var names = new UniqueNames(dialect);
        var limits = dialect.LimitsOf(tables);
        foreach (var table in tables) _bySource[table.Name] = Columns(table, names.Table(table.Name), limits);
        new ReferencedTypes(_bySource).Align();
        foreach (var table in tables) _bySource[table.Name] = Constraints(_bySource[table.Name]);
        Tables = [.. tables.Select(t => _bySource[t.Name])];
    }

    /// <summary>In the order given.</summary>
    public IReadOnlyList<MappedTable> Tables { get; }

    /// <summary>What could not be carried over.</summary>
    public IReadOnlyList<string> Notes => _notes;

    private MappedTable Columns(TableSchema table, string name, IReadOnlyDictionary<(string Table, string Column), int> limits)
    {
        var unique = new UniqueNames(_dialect);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var columns = new List<ColumnSchema>();
        foreach (var column in table.Columns)
        {
            if (column.IsGenerated)
            {
                _notes.Add($"{table.Name}: column {column.Name} is computed by its database and is left out.");
                continue;
            }

            names[column.Name] = unique.Column(column.Name);
            columns.Add(Column(table, column, names[column.Name], new ColumnUse(limits.TryGetValue((table.Name, column.Name), out var limit) ? limit : null, table.Key is [var only] && only == column.Name)));
        }

        return new MappedTable(table, new TableSchema(name, columns, [.. table.Key.Where(names.ContainsKey).Select(c => names[c])], [], []), names);
    }

    private ColumnSchema Column(TableSchema table, ColumnSchema column, string name, ColumnUse use)
    {
        var type = _dialect.TypeOf(column, use);
        if (type.Note is not null) _notes.Add($"{table.Name}: column {column.Name}: {type.Note}");
        if (Said(column) is { } said) _notes.Add($"{table.Name}: column {column.Name}: {said}");
        if (name != column.Name) _notes.Add($"{table.Name}: column {column.Name} is called {name}.");
        if (column.Equality != KeyEquality.Binary) _notes.Add($"{table.Name}: column {column.Name} does not tell all texts apart where it comes from; here it does.");
        return new ColumnSchema(name, type.Declared, type.Type, column.IsNullable && !table.Key.Contains(column.Name), false, KeyEquality.Binary)
        {
            Length = type.Length,
            Precision = type.Precision,
            Scale = type.Scale,
            IsIdentity = column.IsIdentity,
            Labels = column.Labels,
        };
    }

    // What is carried in another form than the one that it was declared in.
    private static string? Said(ColumnSchema column) => column switch
    {
        { Labels: not null } => "is text here, and a check allows its labels only.",
        { Type: CanonicalType.Json } when column.DeclaredType.EndsWith("[]", StringComparison.Ordinal) => "its arrays are JSON here.",
        { Type: CanonicalType.Text, DeclaredType.Length: > 0 } when !TextNames.Any(n => column.DeclaredType.Contains(n, StringComparison.OrdinalIgnoreCase)) =>
            "is text of the same spelling here.",
        _ => null,
    };

    private MappedTable Constraints(MappedTable mapped)
    {
        var (source, target) = (mapped.Source, mapped.Target);
        var unique = source.UniqueKeys.Where(k => k.Columns.All(mapped.Names.ContainsKey) && !k.Columns.Order().SequenceEqual(source.Key.Order()))
            .Select(k => new UniqueKey(k.Name, [.. k.Columns.Select(c => mapped.Names[c])]));
        var indexes = source.Indexes.Where(i => i.Columns.All(mapped.Names.ContainsKey)).Select(i => new IndexSchema(i.Name, [.. i.Columns.Select(c => mapped.Names[c])]));
        if (source.Key.Count == 0) _notes.Add($"{source.Name} has no key: it can be made, but not synchronised.");
        target = target with { UniqueKeys = [.. unique], ForeignKeys = [.. source.ForeignKeys.Select(k => Reference(mapped, k)).OfType<ForeignKey>()], Indexes = [.. indexes] };
        target = target with { Columns = [.. target.Columns.Select(c => c with { IsIdentity = IsNumbered(source, target, c) })] };
        return mapped with { Target = target with { Columns = [.. target.Columns.Zip(source.Columns.Where(c => !c.IsGenerated), (t, s) => t with { Default = Default(source, s, t) })] } };
    }

    private ForeignKey? Reference(MappedTable child, ForeignKey key)
    {
        if (!_bySource.TryGetValue(key.ParentTable, out var parent) || !key.ParentColumns.All(parent.Names.ContainsKey) || !key.Columns.All(child.Names.ContainsKey))
        {
            _notes.Add($"{child.Source.Name}: the foreign key to {key.ParentTable} is left out, since that table is not among those to make.");
            return null;
        }

        var mapped = key with
        {
            Columns = [.. key.Columns.Select(c => child.Names[c])],
            ParentTable = parent.Target.Name,
            ParentColumns = [.. key.ParentColumns.Select(c => parent.Names[c])],
        };
        if (_dialect.KeepsActions || !key.Cascades) return mapped;
        _notes.Add($"{child.Source.Name}: the foreign key to {key.ParentTable} acts on its rows by itself where it comes from; here it only refuses, because such actions would go unseen.");
        return mapped with { Cascades = false, OnDelete = ReferentialAction.NoAction, OnUpdate = ReferentialAction.NoAction };
    }

    private bool IsNumbered(TableSchema source, TableSchema target, ColumnSchema column)
    {
        if (!column.IsIdentity || _dialect.CanNumber(target, column)) return column.IsIdentity;
        _notes.Add($"{source.Name}: column {column.Name} is numbered where it comes from; here applications must give the number.");
        return false;
    }

    private string? Default(TableSchema table, ColumnSchema source, ColumnSchema target)
    {
        if (target.IsIdentity || ColumnDefault.IsNone(source.Default)) return null;
        var rendered = ColumnDefault.Parse(source.Default!) is { } value ? _dialect.DefaultOf(value, target) : null;
        if (rendered is null && !source.IsIdentity) _notes.Add($"{table.Name}: the default of column {source.Name} does not translate and is left out.");
        return rendered;
    }
}
