using System.Data.Common;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Deletes the rows of tables, children first and uncaptured, with the set's entries and deferred rows of ours.</summary>
internal sealed class EmptyTransaction(DbConnection connection, RelationalDialect dialect, ApplyCache cache, string node)
{
    public async Task RunAsync(EmptyRequest request, CancellationToken cancellationToken)
    {
        NodeState? state = null;
        string? version = null;
        await RelationalRoundTrip.SendAsync(
            connection,
            [.. dialect.BeginEmptying(request.SyncSet), ApplyStatements.LockState(dialect, request.SyncSet, s => state = s), .. cache.FindDeferredToken(), dialect.CatalogVersion(r => version = r.GetString(0))],
            cancellationToken);
        if (state is null) throw RelationalErrors.NotInstalled(node, request.SyncSet);
        if (state.Hub != request.Hub || state.Incarnation != request.Incarnation) throw RelationalErrors.WrongHub(node);
        await cache.RefreshAsync(connection, version!, cancellationToken);
        await RefuseIfReferredAsync(request, cancellationToken);

        var statements = dialect.ShortenLockWaits().ToList();
        var references = request.Tables.SelectMany(t => cache.Catalog.OfChild(t.Name)).Where(r => r.Deferrable);
        statements.AddRange(dialect.DeferConstraints(references));
        statements.AddRange(Deletions(request));
        foreach (var ours in new[] { dialect.ChangeTable, dialect.DeferredTable })
            statements.Add(new StatementText(dialect).Add($"DELETE FROM {ours} WHERE sync_set = ").Value(request.SyncSet).ToCommand());
        if (cache.HasDeferredToken) statements.Add(ApplyStatements.RenewDeferredToken(dialect, request.SyncSet));
        statements.AddRange(dialect.Commit());
        await RelationalRoundTrip.SendAsync(connection, statements, cancellationToken);
    }

    // Tables that refer to each other in a cycle are unlinked first, where their columns allow that.
    private IEnumerable<RelationalCommand> Deletions(EmptyRequest request)
    {
        var names = request.Tables.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var levels = cache.Catalog.Levels(names);
        var ordered = request.Tables.OrderByDescending(t => levels[t.Name]).ToList();
        foreach (var table in ordered)
        {
            foreach (var key in cache.Catalog.OfChild(table.Name).Where(r => names.Contains(r.Parent) && r.Parent != table.Name && levels[r.Parent] >= levels[table.Name]))
            {
                var free = key.ChildColumns.Where(c => table.Column(c) is { IsNullable: true } && !table.Key.Contains(c)).ToList();
                if (free.Count == 0) continue;
                yield return new RelationalCommand($"UPDATE {dialect.QuoteTable(table.Name)} SET {string.Join(", ", free.Select(c => $"{dialect.Quote(c)} = NULL"))}");
            }
        }

        foreach (var table in ordered) yield return new RelationalCommand($"DELETE FROM {dialect.QuoteTable(table.Name)}");
    }

    // A cascade would empty a table that nobody asked to empty.
    private async Task RefuseIfReferredAsync(EmptyRequest request, CancellationToken cancellationToken)
    {
        foreach (var reference in request.Tables.SelectMany(t => cache.Catalog.OfParent(t.Name)).Where(r => request.Tables.All(t => t.Name != r.Child)))
        {
            var any = false;
            var filled = string.Join(" AND ", reference.ChildColumns.Select(c => $"{dialect.Quote(c)} IS NOT NULL"));
            await RelationalRoundTrip.SendAsync(
                connection, [new RelationalCommand($"SELECT 1 FROM {dialect.QuoteTable(reference.Child)} WHERE {filled} LIMIT 1", [], null, _ => any = true)], cancellationToken);
            if (any)
                throw new ConnectorException(ConnectorErrorClass.Constraint, node, $"Rows of table '{reference.Child}', which is not in the sync set, refer to rows that would be deleted. Nothing was deleted.");
        }
    }
}
