using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>Publishing tables and taking them back, within whatever transaction is open.</summary>
internal sealed class LogicalInstallation(DbConnection connection, string node)
{
    public async Task InstallAsync(CaptureInstallation installation, CancellationToken cancellationToken)
    {
        await new PgInstallation(connection, node).PrepareAsync(installation, cancellationToken);
        await SendAsync([.. LogicalTables.Create.Select(c => new RelationalCommand(c))], cancellationToken);
        var tables = installation.Sets.SelectMany(s => s.Tables).ToList();
        foreach (var set in installation.Sets)
            foreach (var table in set.Tables)
                await PublishAsync(set.SyncSet, table, cancellationToken);
        await TakeBackAsync("NOT table_id = ANY($1)", [.. tables.Select(t => t.Name)], cancellationToken);

        var there = new HashSet<string>(StringComparer.Ordinal);
        await SendAsync([new("SELECT pubname FROM pg_catalog.pg_publication WHERE pubname LIKE 'mds\\_%'", [], null, r => there.Add(r.GetString(0)))], cancellationToken);
        if (!there.Contains(LogicalTables.Markers))
            await SendAsync([new($"CREATE PUBLICATION {LogicalTables.Markers} FOR TABLE {PgLogTables.Change} WITH (publish = 'insert')")], cancellationToken);
        if (!there.Contains(LogicalTables.Changes))
            await SendAsync([new($"CREATE PUBLICATION {LogicalTables.Changes} WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = true)")], cancellationToken);
        await AlignAsync(tables, cancellationToken);
    }

    /// <summary>Gives every table its own replica identity back; our schema and publications go.</summary>
    public async Task UninstallAsync(CancellationToken cancellationToken)
    {
        var there = false;
        await SendAsync([new($"SELECT to_regclass('{LogicalTables.Published}') IS NOT NULL", [], null, r => there = r.GetBoolean(0))], cancellationToken);
        if (there) await TakeBackAsync("true", [], cancellationToken);
        await SendAsync(
            [
                new($"DROP PUBLICATION IF EXISTS {LogicalTables.Changes}"), new($"DROP PUBLICATION IF EXISTS {LogicalTables.Markers}"),
                new(PgLogTables.Drop),
            ],
            cancellationToken);
    }

    /// <summary>Published tables whose rows no longer reach the stream whole.</summary>
    public async Task<IReadOnlyList<string>> DamagedAsync(CaptureInstallation installation, CancellationToken cancellationToken)
    {
        var whole = new HashSet<string>(StringComparer.Ordinal);
        await SendAsync(
            [
                new($"""
                    SELECT p.table_id FROM {LogicalTables.Published} p JOIN pg_catalog.pg_class c ON c.oid = p.relation AND c.relreplident = 'f'
                    JOIN pg_catalog.pg_publication_rel r ON r.prrelid = c.oid JOIN pg_catalog.pg_publication b ON b.oid = r.prpubid AND b.pubname = '{LogicalTables.Changes}'
                    """, [], null, r => whole.Add(r.GetString(0))),
            ],
            cancellationToken);
        return [.. installation.Sets.SelectMany(s => s.Tables).Select(t => t.Name).Where(t => !whole.Contains(t))];
    }

    private async Task PublishAsync(string syncSet, TableSchema table, CancellationToken cancellationToken)
    {
        var name = PgIdentifier.Table(table.Name);
        await SendAsync(
            [
                new(
                    $"""
                    INSERT INTO {LogicalTables.Published}(table_id, sync_set, relation, definition, identity, identity_index)
                    SELECT $1, $2, c.oid, $3, c.relreplident, (SELECT i.indexrelid::regclass::text FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisreplident)
                    FROM pg_catalog.pg_class c WHERE c.oid = to_regclass($4)
                    ON CONFLICT (table_id) DO UPDATE SET sync_set = excluded.sync_set, relation = excluded.relation, definition = excluded.definition
                    """,
                    [PgParameters.Text(table.Name), PgParameters.Text(syncSet), PgParameters.Text(PgShape.Define(table)), PgParameters.Text(name)]),
            ],
            cancellationToken);
        var (isFull, isLogged) = (false, true);
        await SendAsync([new("SELECT relreplident = 'f', relpersistence = 'p' FROM pg_catalog.pg_class WHERE oid = to_regclass($1)", [PgParameters.Text(name)], null, r => (isFull, isLogged) = (r.GetBoolean(0), r.GetBoolean(1)))], cancellationToken);
        if (!isLogged) throw new ConnectorException(ConnectorErrorClass.Schema, node, $"Table '{table.Name}' is not in the server's log: ALTER TABLE {name} SET LOGGED, or leave it out of the sync set.");
        if (!isFull) await SendAsync([new($"ALTER TABLE {name} REPLICA IDENTITY FULL")], cancellationToken);
    }

    private async Task AlignAsync(List<TableSchema> tables, CancellationToken cancellationToken)
    {
        if (tables.Count > 0)
        {
            await SendAsync([new($"ALTER PUBLICATION {LogicalTables.Changes} SET TABLE {string.Join(", ", tables.Select(t => PgIdentifier.Table(t.Name)))}")], cancellationToken);
            return;
        }

        var left = new List<string>();
        await SendAsync(
            [new($"SELECT schemaname, tablename FROM pg_catalog.pg_publication_tables WHERE pubname = '{LogicalTables.Changes}'", [], null, r => left.Add($"{PgIdentifier.Quote(r.GetString(0))}.{PgIdentifier.Quote(r.GetString(1))}"))],
            cancellationToken);
        if (left.Count > 0) await SendAsync([new($"ALTER PUBLICATION {LogicalTables.Changes} DROP TABLE {string.Join(", ", left)}")], cancellationToken);
    }

    private async Task TakeBackAsync(string which, string[] names, CancellationToken cancellationToken)
    {
        var statements = new List<RelationalCommand>();
        await SendAsync(
            [
                new(
                    $"SELECT p.relation::regclass::text, p.identity::text, p.identity_index FROM {LogicalTables.Published} p JOIN pg_catalog.pg_class c ON c.oid = p.relation WHERE {which}",
                    names.Length == 0 && which == "true" ? [] : [PgParameters.Texts(names)], null,
                    r => statements.Add(new($"ALTER TABLE {r.GetString(0)} REPLICA IDENTITY {IdentityOf(r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2))}"))),
            ],
            cancellationToken);
        statements.Add(new($"DELETE FROM {LogicalTables.Published} WHERE {which}", which == "true" ? [] : [PgParameters.Texts(names)]));
        await SendAsync(statements, cancellationToken);
    }

    private static string IdentityOf(string identity, string? index) => identity switch
    {
        "f" => "FULL",
        "n" => "NOTHING",
        "i" when index is not null => $"USING INDEX {index[(index.LastIndexOf('.') + 1)..]}",
        _ => "DEFAULT",
    };

    private Task<int> SendAsync(IReadOnlyList<RelationalCommand> commands, CancellationToken cancellationToken) => RelationalRoundTrip.SendAsync(connection, commands, cancellationToken);
}
