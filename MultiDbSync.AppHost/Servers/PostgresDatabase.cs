using Npgsql;

namespace MultiDbSync.AppHost.Servers;

/// <summary>The sample's database on a PostgreSQL server of this machine.</summary>
internal sealed class PostgresDatabase(int port, string password)
{
    private const string Host = "127.0.0.1";

    public string Address => $"{Host}:{port}";

    public string Connection { get; } = new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = port,
        Database = ResourceNames.Library,
        Username = ResourceNames.Library,
        Password = password,
    }.ToString();

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(Connection) { Pooling = false, Timeout = 5, CommandTimeout = 5 };
        try
        {
            await using var connection = new NpgsqlConnection(builder.ToString());
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
