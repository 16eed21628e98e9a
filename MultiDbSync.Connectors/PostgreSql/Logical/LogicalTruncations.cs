namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>Tables that were emptied in one statement since somebody asked: their rows' deletions are in no stream.</summary>
internal sealed class LogicalTruncations
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);

    public void Add(string table)
    {
        lock (_gate) _tables.Add(table);
    }

    public IReadOnlyCollection<string> Take()
    {
        lock (_gate)
        {
            string[] tables = [.. _tables];
            _tables.Clear();
            return tables;
        }
    }
}
