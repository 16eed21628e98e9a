using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using Npgsql;

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
            return [Failed(e)];
        }
    }

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static ConnectionFinding Failed(ConnectorException error) => (error.InnerException as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new("Sign-in", FindingLevel.Refused, error.Message, "Correct role and password, or add a line for them to the server's pg_hba.conf and reload it."),
        PostgresErrorCodes.InvalidCatalogName => new("Database", FindingLevel.Refused, error.Message, "Correct the database's name, or make it: CREATE DATABASE."),
        PostgresErrorCodes.InsufficientPrivilege => new("Sign-in", FindingLevel.Refused, error.Message, "GRANT CONNECT ON DATABASE to this role."),
        PostgresErrorCodes.TooManyConnections => new("Connection", FindingLevel.Refused, error.Message, "Raise max_connections on the server, or the role's CONNECTION LIMIT."),
        _ => new("Connection", FindingLevel.Refused, error.Message, "Correct the connection string, or start the server; pg_hba.conf decides who may connect."),
    };

    private static async Task<IReadOnlyList<ConnectionFinding>> RunAsync(DbConnection connection, IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken)
    {
        var server = new PgServerFacts();
        await RelationalRoundTrip.SendAsync(connection, [server.Read()], cancellationToken);
        var findings = new List<ConnectionFinding> { new("Sign-in", FindingLevel.Good, $"Signed in as {server.Role}.") };
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
