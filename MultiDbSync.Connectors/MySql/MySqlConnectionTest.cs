using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Tells whether a database can take part. Changes nothing.</summary>
internal sealed class MySqlConnectionTest(MySqlLocation location) : IConnectionTest
{
    public async Task<IReadOnlyList<ConnectionFinding>> RunAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken)
    {
        MySqlConnection connection;
        try
        {
            connection = await location.ConnectAsync(cancellationToken);
        }
        catch (MySqlException e)
        {
            return [Failed(e)];
        }

        await using (connection)
        {
            try
            {
                return await RunAsync(connection, tables, cancellationToken);
            }
            catch (MySqlException e)
            {
                throw MySqlErrors.Of(location.Node, e);
            }
        }
    }

    private ConnectionFinding Failed(MySqlException error)
    {
        var message = MySqlErrors.Of(location.Node, error).Message;
        return error.ErrorCode switch
        {
            MySqlErrorCode.AccessDenied => new("Sign-in", FindingLevel.Refused, message, "Correct account and password. An account belongs to the host that it connects from: look for it in mysql.user."),
            MySqlErrorCode.UnknownDatabase => new("Database", FindingLevel.Refused, message, "Correct the database's name, or make it: CREATE DATABASE."),
            MySqlErrorCode.DatabaseAccessDenied => new("Sign-in", FindingLevel.Refused, message, "GRANT ALL ON the database's tables to this account."),
            MySqlErrorCode.ConnectionCountError => new("Connection", FindingLevel.Refused, message, "Raise max_connections on the server."),
            _ => new("Connection", FindingLevel.Refused, message, "Correct the connection string, or the account on the server."),
        };
    }

    private async Task<IReadOnlyList<ConnectionFinding>> RunAsync(MySqlConnection connection, IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken)
    {
        var server = location.ServerOf(connection);
        var findings = new List<ConnectionFinding> { new("Sign-in", FindingLevel.Good, "The server lets the account in."), Version(server) };
        if (!server.IsSupported) return findings;
        var settings = await MySqlServerSettings.ReadAsync(connection, cancellationToken);
        var rights = await MySqlRights.ReadAsync(connection, cancellationToken);
        findings.AddRange(rights.Judge(server));
        findings.AddRange(settings.Judge(rights));
        findings.AddRange(await TablesAsync(connection, server, tables, cancellationToken));
        return findings;
    }

    private static ConnectionFinding Version(MySqlServer server) => server.IsSupported
        ? new ConnectionFinding("Version", FindingLevel.Good, $"{server.Name} {server.Version}.")
        : new ConnectionFinding("Version", FindingLevel.Refused, $"{server.Name} {server.Version} is too old.", "Upgrade to MySQL 8.0 or MariaDB 10.6, or later.");

    private static async Task<IEnumerable<ConnectionFinding>> TablesAsync(
        MySqlConnection connection, MySqlServer server, IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken)
    {
        var shapes = (await MySqlCatalog.ReadAsync(connection, server, cancellationToken)).ToDictionary(t => t.Schema.Name, StringComparer.Ordinal);
        var triggers = await MySqlTriggerCatalog.ReadAsync(connection, cancellationToken);
        return tables.SelectMany(t => Table(t, shapes.GetValueOrDefault(t.Name), [.. triggers.Select(x => x.Trigger)]));
    }

    private static IEnumerable<ConnectionFinding> Table(TableSchema table, MySqlTableShape? shape, List<MySqlTrigger> triggers)
    {
        var check = $"Table {table.Name}";
        if (MySqlTableCheck.Refuse(table, shape) is { } reason)
        {
            var fix = reason.IndexOf("ALTER TABLE", StringComparison.Ordinal);
            yield return new ConnectionFinding(check, FindingLevel.Refused, reason, fix < 0 ? "Change the table, or leave it out of the sync set." : reason[fix..].TrimEnd('.') + ";");
            yield break;
        }

        var own = triggers.FindAll(t => t.Table == TableName.Parse(table.Name).Name && !MySqlTriggerCatalog.IsOurs(t));
        yield return own.Count == 0
            ? new ConnectionFinding(check, FindingLevel.Good, "Can be synchronised.")
            : new ConnectionFinding(
                check, FindingLevel.Warning,
                $"Its own triggers ({string.Join(", ", own.Select(t => t.Name))}) run for rows that we write, too: what they do on one database would be done again on the others.",
                $"Let each begin with: IF {MySqlTriggers.EchoVariable} IS NULL THEN … END IF;");
    }
}
