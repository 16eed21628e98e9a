using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Routing.Filters;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Routing;

/// <summary>One table of a route as a person asked for it, checked.</summary>
internal sealed class TableDesign
{
    private readonly TableSchema _agreed;
    private readonly RouteTableDefinition _wanted;
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    public TableDesign(TableSchema agreed, RouteTableDefinition wanted, RouteDirection direction, IReadOnlyList<TableSchema> found)
    {
        (_agreed, _wanted) = (agreed, wanted);
        var name = wanted.NativeTable ?? agreed.Name;
        if (found.FirstOrDefault(t => t.Name == name) is not { } native)
        {
            _errors[""] = $"The database has no table {name}.";
            return;
        }

        CheckNames(native);
        var filter = CheckFilter();
        if (_errors.Count > 0) return;
        var route = new TableRoute(agreed, Restrict(native)) { Renamed = wanted.Columns ?? new Dictionary<string, string>(), Filter = filter?.Text };
        var fit = SchemaFit.Of(agreed, route.Native, route.Renamed, allColumns: false);
        if (!fit.Fits) _errors[""] = string.Join(' ', fit.Refusals);
        CheckLeftOut(native, route, direction);
        Notes = fit.Warnings;
        Route = route;
    }

    /// <summary>By the field below the table; empty when it can be so.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    public IReadOnlyList<string> Notes { get; } = [];

    public TableRoute? Route { get; }

    private IReadOnlyDictionary<string, string> Renamed => _wanted.Columns ?? new Dictionary<string, string>();

    private IReadOnlyList<string> LeaveOut => _wanted.LeaveOut ?? [];

    private string AgreedName(ColumnSchema native) => Renamed.GetValueOrDefault(native.Name, native.Name);

    private void CheckNames(TableSchema native)
    {
        foreach (var (from, to) in Renamed)
        {
            if (native.Column(from) is null) _errors[".columns"] = $"Table {native.Name} has no column {from}.";
            else if (_agreed.Column(to) is null) _errors[".columns"] = $"Table {_agreed.Name} of the sync set has no column {to}.";
            else if (native.Columns.Count(c => AgreedName(c) == to && !LeaveOut.Contains(to)) > 1) _errors[".columns"] = $"Several columns of {native.Name} would stand for {to}.";
        }

        foreach (var column in LeaveOut)
        {
            if (_agreed.Column(column) is null) _errors[".leaveOut"] = $"Table {_agreed.Name} of the sync set has no column {column}.";
            else if (_agreed.Key.Contains(column)) _errors[".leaveOut"] = $"Column {column} is part of the key of {_agreed.Name}: without it rows can't be told apart.";
            else if (Renamed.Values.Contains(column)) _errors[".leaveOut"] = $"Column {column} is renamed and left out at once.";
        }

        foreach (var column in _agreed.ImageColumns.Where(c => !LeaveOut.Contains(c.Name) && native.Columns.All(n => AgreedName(n) != c.Name)))
            _errors.TryAdd(".columns", $"Table {native.Name} has no column {column.Name}. Say which one it is, or leave it out.");
    }

    private RowFilter? CheckFilter()
    {
        if (string.IsNullOrWhiteSpace(_wanted.Filter)) return null;
        try
        {
            return RowFilter.Parse(_wanted.Filter, _agreed);
        }
        catch (FilterSyntaxException e)
        {
            _errors[".filter"] = e.Message;
            return null;
        }
    }

    private void CheckLeftOut(TableSchema native, TableRoute route, RouteDirection direction)
    {
        // Rows that others make arrive without a value for it; rows made here leave without one.
        var required = native.Columns.FirstOrDefault(c => route.Native.Column(c.Name) is null && c is { IsNullable: false, IsGenerated: false, IsIdentity: false, Default: null });
        if (direction != RouteDirection.SendOnly && required is not null)
            _errors[""] = $"Column {required.Name} of {native.Name} needs a value and has no default, but the sync set has none for it: new rows would be refused. Give it a default.";
        var lacking = _agreed.ImageColumns.FirstOrDefault(c => LeaveOut.Contains(c.Name) && !c.IsNullable);
        if (direction != RouteDirection.ReceiveOnly && lacking is not null)
            _errors[".leaveOut"] = $"Column {lacking.Name} can't be NULL: rows that are made where it is left out could not be completed. Let the database receive only, or hold the column.";
    }

    private TableSchema Restrict(TableSchema native)
    {
        List<ColumnSchema> columns = [.. native.Columns.Where(c => _agreed.Column(AgreedName(c)) is { IsGenerated: false } && !LeaveOut.Contains(AgreedName(c)))];
        bool Has(IEnumerable<string> names) => names.All(n => columns.Exists(c => c.Name == n));
        return native with
        {
            Columns = columns,
            UniqueKeys = [.. native.UniqueKeys.Where(k => Has(k.Columns))],
            ForeignKeys = [.. native.ForeignKeys.Where(k => Has(k.Columns))],
            Indexes = [.. native.Indexes.Where(i => Has(i.Columns))],
        };
    }
}
