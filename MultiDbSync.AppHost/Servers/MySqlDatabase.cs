using MySqlConnector;

namespace MultiDbSync.AppHost.Servers;

/// <summary>The sample's database on a MySQL or MariaDB server of this machine.</summary>
internal sealed class MySqlDatabase(int port, string password)
{
    private const string Host = "127.0.0.1";

    public string Address => $"{Host}:{port}";

    public string Connection { get; } = new MySqlConnectionStringBuilder
    {
        Server = Host,
        Port = (uint)port,
        Database = ResourceNames.Library,
        UserID = ResourceNames.Library,
        Password = password,
    }.ToString();

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        var builder = new MySqlConnectionStringBuilder(Connection) { Pooling = false, ConnectionTimeout = 5, DefaultCommandTimeout = 5 };
        try
        {
            await using var connection = new MySqlConnection(builder.ToString());
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }
}
