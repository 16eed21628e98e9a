using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Support.Databases;

internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly MemoryFolder _folder = new();
    private readonly string _connectionString;

    public SqliteTestDatabase(string name)
    {
        var file = _folder.File(name + ".db");
        _connectionString = $"Data Source={file};Pooling=False;Foreign Keys=True";
        Run("PRAGMA journal_mode = WAL");
        Info = new NodeInfo(name, "sqlite", $"Data Source={file}");
    }

    public override NodeInfo Info { get; }

    public override IConnectorFactory Factory { get; } = new SqliteConnectorFactory(Options.Create(new SqliteConnectorOptions { BusyTimeout = TimeSpan.FromSeconds(2) }));

    public override void Run(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override string Ask(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    public override string Quote(string name) => $"\"{name}\"";

    public override string Text(string text) => $"CAST(x'{Convert.ToHexString(Encoding.UTF8.GetBytes(text))}' AS TEXT)";

    public override string Bytes(byte[] bytes) => $"x'{Convert.ToHexString(bytes)}'";

    public override string Real(double value) =>
        double.IsPositiveInfinity(value) ? "9e999" : double.IsNegativeInfinity(value) ? "-9e999" : value.ToString("E16", CultureInfo.InvariantCulture);

    protected override ValueTask DropAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 10000";
        command.ExecuteNonQuery();
        return connection;
    }
}
