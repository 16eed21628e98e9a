using System.Globalization;
using System.Text;
using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using Npgsql;

namespace MultiDbSync.Tests.Support.Databases;

internal sealed class PostgresTestDatabase : TestDatabase
{
    private readonly PostgresServer _server;
    private readonly string _connectionString;

    private PostgresTestDatabase(PostgresServer server, string connectionString, string name)
    {
        (_server, _connectionString) = (server, connectionString);
        Info = new NodeInfo(name, "postgresql", connectionString);
    }

    public override NodeInfo Info { get; }

    public override IConnectorFactory Factory { get; } = new PostgreSqlConnectorFactory();

    public static async Task<PostgresTestDatabase> CreateAsync(string name)
    {
        var server = await PostgresServer.GetAsync();
        return new PostgresTestDatabase(server, await server.CreateDatabaseAsync(), name);
    }

    public override void Run(string sql)
    {
        using var connection = new NpgsqlConnection(_connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public override string Ask(string sql)
    {
        using var connection = new NpgsqlConnection(_connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    public override string Quote(string name) => $"\"{name}\"";

    public override string Text(string text) => $"convert_from('\\x{Convert.ToHexString(Encoding.UTF8.GetBytes(text))}'::bytea, 'UTF8')";

    public override string Bytes(byte[] bytes) => $"'\\x{Convert.ToHexString(bytes)}'::bytea";

    public override string Real(double value) =>
        double.IsPositiveInfinity(value) ? "'Infinity'" : double.IsNegativeInfinity(value) ? "'-Infinity'" : $"'{value.ToString("R", CultureInfo.InvariantCulture)}'";

    protected override async ValueTask DropAsync() => await _server.DropDatabaseAsync(_connectionString);
}
