using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>A database's tables as a new sync set could take them: what keeps each from it, and what to know before.</summary>
internal sealed class TableCandidates(HubStore hub, NodeConnectors nodes)
{
    private const string NoKey = "Key", Taken = "Sync set", Numbers = "Automatic key", Cycle = "Ring of references";

    /// <summary>Null when there is no such database.</summary>
    /// <exception cref="ConnectorException">It can't be read, or not in time.</exception>
    public async Task<IReadOnlyList<TableCandidate>?> ReadAsync(string database, CancellationToken cancellationToken)
    {
        await using var connector = await nodes.FindAsync(database, cancellationToken);
        if (connector is null) return null;
        var sets = (await hub.ReadTopologyAsync(cancellationToken)).SetsOfTablesOf(database);
        var tables = await SchemaProbe.ReadAsync(connector, DatabaseTables.TimeToRead, cancellationToken);
        var tested = await connector.Test.RunAsync(tables, cancellationToken);
        var rings = TableCycles.Of(tables);
        var candidates = new List<TableCandidate>(tables.Count);
        foreach (var table in tables)
        {
            var set = sets.GetValueOrDefault(table.Name);
            var findings = Findings(table, set, rings.GetValueOrDefault(table.Name), [.. tested.Where(f => f.Check == $"Table {table.Name}")]);
            if (set is null && await NumbersAsync(connector, table, findings, cancellationToken) is { } numbers) findings.Add(numbers);
            candidates.Add(new TableCandidate(
                table.Name, [.. table.Columns.Select(c => new DatabaseColumn(c.Name, c.DeclaredType, table.Key.Contains(c.Name), c.IsNullable))], table.Key, set,
                [.. table.ForeignKeys.Select(k => k.ParentTable).Where(p => p != table.Name).Distinct()], findings));
        }

        return candidates;
    }

    private static List<TestFinding> Findings(TableSchema table, string? set, IReadOnlyList<string>? ring, IReadOnlyList<ConnectionFinding> tested)
    {
        var findings = new List<TestFinding>();
        if (set is not null) findings.Add(new(Taken, FindingState.Refused, $"It belongs to {set} already: a table is in one sync set only."));
        if (table.Key.Count == 0)
            findings.Add(new(NoKey, FindingState.Refused, "It has no primary key and no unique key of columns that are never NULL: its rows can't be told apart.", "Add a primary key."));
        else findings.AddRange(tested.Where(f => f.Level != FindingLevel.Good).Select(ConnectionTrial.ToWire));
        if (ring is not null)
        {
            findings.Add(new(
                Cycle, FindingState.Warning, $"It and {string.Join(", ", ring)} refer to one another: a row may have to wait until the rows that it needs have come.",
                "Take all of them into the set, and let each be written in one transaction with what it refers to."));
        }

        return findings;
    }

    private static async Task<TestFinding?> NumbersAsync(INodeConnector connector, TableSchema table, List<TestFinding> findings, CancellationToken cancellationToken)
    {
        if (table.Columns.FirstOrDefault(c => c.IsIdentity && table.Key.Contains(c.Name)) is not { } column || findings.Exists(f => f.State == FindingState.Refused)) return null;

        // The make has said it better already.
        if (await connector.Identities.ReadAsync(table, cancellationToken) is not { } state)
            return findings.Count > 0 ? null : new(Numbers, FindingState.Warning, $"The database numbers {column.Name} by itself, and that can't be moved: rows of two databases can get the same number, and become conflicts.", "Let the application give its own keys.");
        return state.CanMove
            ? new(Numbers, FindingState.Good, $"The database numbers {column.Name} by itself. Each database that adds rows gets blocks of numbers of its own, so that they do not collide; gaps are normal.")
            : new(Numbers, FindingState.Warning, $"The database numbers {column.Name} by itself, always above the highest row. Its numbering is moved to a block of its own before rows of others are written; rows that are added at that very moment can still collide, and become conflicts.");
    }
}
