using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>What logical replication needs beyond what both ways of capture need (https://www.postgresql.org/docs/current/logicaldecoding.html).</summary>
internal sealed class LogicalConnectionTest(RelationalSession session) : IConnectionTest
{
    // Messages in the stream.
    private const int OldestVersion = 140_000;

    private const string Facts = """
        SELECT current_setting('wal_level'), (SELECT rolreplication OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user), current_user::text,
          current_setting('max_replication_slots')::bigint - (SELECT count(*) FROM pg_catalog.pg_replication_slots), current_setting('max_slot_wal_keep_size'),
          current_setting('server_version_num')::integer
        """;

    private readonly PgConnectionTest _common = new(session);

    public async Task<IReadOnlyList<ConnectionFinding>> RunAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken)
    {
        var findings = await _common.RunAsync(tables, cancellationToken);
        if (findings is [{ Level: FindingLevel.Refused }]) return findings;
        var own = new List<ConnectionFinding>();
        await session.UseAsync(
            async connection =>
            {
                await RelationalRoundTrip.SendAsync(connection, [new(Facts, [], null, row => own.AddRange(Server(row)))], cancellationToken);
                foreach (var table in tables)
                {
                    await RelationalRoundTrip.SendAsync(
                        connection,
                        [new("SELECT pg_catalog.pg_has_role(c.relowner, 'USAGE') FROM pg_catalog.pg_class c WHERE c.oid = to_regclass($1)", [PgParameters.Text(PgIdentifier.Table(table.Name))], null, row => own.AddRange(Owner(table, row.GetBoolean(0))))],
                        cancellationToken);
                }

                return true;
            },
            cancellationToken);
        return [.. findings, .. own];
    }

    private static IEnumerable<ConnectionFinding> Server(DbDataReader row)
    {
        if (row.GetInt32(5) < OldestVersion) yield return new("Version", FindingLevel.Refused, "The server is too old to be read by its log.", "Use PostgreSQL 14 or later, or the make postgresql.");
        yield return row.GetString(0) == "logical"
            ? new("Log level", FindingLevel.Good, "wal_level is logical.")
            : new("Log level", FindingLevel.Refused, $"wal_level is {row.GetString(0)}: the log can't be decoded.", "ALTER SYSTEM SET wal_level = 'logical'; then restart the server.");
        yield return row.GetBoolean(1)
            ? new("Right to replicate", FindingLevel.Good, "May read the server's log.")
            : new("Right to replicate", FindingLevel.Refused, "May not read the server's log.", $"ALTER ROLE {PgIdentifier.Quote(row.GetString(2))} REPLICATION;");
        if (row.GetInt64(3) <= 0)
            yield return new("Replication slots", FindingLevel.Warning, "All replication slots of the server are taken; one is needed unless it is ours already.", "ALTER SYSTEM SET max_replication_slots = 20; then restart the server.");
        if (row.GetString(4) == "-1")
        {
            yield return new(
                "Log kept", FindingLevel.Warning, "While the worker is away the server keeps its whole log, until its disk is full.",
                "ALTER SYSTEM SET max_slot_wal_keep_size = '20GB'; SELECT pg_reload_conf(); a slot that falls behind further is reported and needs a new first load.");
        }
    }

    private static IEnumerable<ConnectionFinding> Owner(TableSchema table, bool owns)
    {
        if (!owns)
            yield return new("Table owner", FindingLevel.Refused, $"Table '{table.Name}' belongs to another role: only its owner may publish it.", $"ALTER TABLE {PgIdentifier.Table(table.Name)} OWNER TO CURRENT_USER; or be a member of the owner's role.");
    }
}
