using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Looks at the server, at our role's rights and at each table, and says what to do, with the statements that do it. Changes nothing.</summary>
internal sealed class PgConnectionTest(RelationalSession session) : IConnectionTest
{
    private const int OldestVersion = 120000;

    public async Task<IReadOnlyList<ConnectionFinding>> RunAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken)
    {
        try
        {
            return await session.UseAsync(connection => RunAsync(connection, tables, cancellationToken), cancellationToken);
        }
        catch (ConnectorException e)
        {
            return [new ConnectionFinding("Connection", FindingLevel.Refused, e.Message, "Correct the connection string, or start the server; pg_hba.conf decides who may connect.")];
        }
    }

    private static async Task<IReadOnlyList<ConnectionFinding>> RunAsync(DbConnection connection, IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken)
    {
        var server = new PgServerFacts();
        await RelationalRoundTrip.SendAsync(connection, [server.Read()], cancellationToken);
        var findings = new List<ConnectionFinding> { new("Connection", FindingLevel.Good, $"Connected as {server.Role}.") };
        findings.AddRange(Server(server));
        if (server.Version < OldestVersion) return findings;
        foreach (var table in tables)
        {
            var facts = new PgTableFacts(table);
            await RelationalRoundTrip.SendAsync(connection, facts.Reads(), cancellationToken);
            findings.AddRange(new PgTableFitness(table, facts, server).Findings());
        }

        return findings;
    }

    private static IEnumerable<ConnectionFinding> Server(PgServerFacts server)
    {
        yield return server.Version >= OldestVersion
            ? new("Version", FindingLevel.Good, $"PostgreSQL {server.VersionText}.")
            : new("Version", FindingLevel.Refused, $"PostgreSQL {server.VersionText} is too old.", "Use PostgreSQL 12 or later.");
        if (server.IsStandby) yield return new("Writes", FindingLevel.Refused, "The server is a standby: it accepts no writes.", "Connect to the primary server.");
        yield return server.MayCreateSchema
            ? new("Right to install", FindingLevel.Good, $"May make the schema {PgLogTables.Schema}, or owns it.")
            : new("Right to install", FindingLevel.Refused, $"May not make the schema {PgLogTables.Schema}.", $"GRANT CREATE ON DATABASE {PgIdentifier.Quote(server.Database)} TO {PgIdentifier.Quote(server.Role)};");
        if (server.AllowsPreparedTransactions)
        {
            yield return new(
                "Notifications", FindingLevel.Warning,
                "The server allows prepared transactions, in which NOTIFY is forbidden: changes are found by looking, up to a quarter of a second later.",
                "If no application uses PREPARE TRANSACTION, set max_prepared_transactions = 0 and restart the server.");
        }

        if (server.Encoding != "UTF8")
            yield return new("Encoding", FindingLevel.Warning, $"The database's encoding is {server.Encoding}: rows with other characters will be refused.", "Move the content to a database with ENCODING 'UTF8'.");
    }
}
