using System.Globalization;
using System.Text;
using MultiDbSync.Connectors.MySql;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Support.Databases;

internal sealed class MariaDbTestDatabase : TestDatabase
{
    private readonly MariaDbDatabase _database;

    private MariaDbTestDatabase(MariaDbDatabase database, string name)
    {
        _database = database;
        Info = new NodeInfo(name, "mysql", database.ConnectionString);
    }

    public override NodeInfo Info { get; }

    public override IConnectorFactory Factory { get; } = new MySqlConnectorFactory();

    public static async Task<MariaDbTestDatabase> CreateAsync(string name) => new(await MariaDbDatabase.CreateAsync(), name);

    public override void Run(string sql) => _database.Run(sql);

    public override string Ask(string sql) => _database.Ask(sql) ?? "";

    public override string Quote(string name) => $"`{name}`";

    public override string Text(string text) => $"CONVERT(x'{Convert.ToHexString(Encoding.UTF8.GetBytes(text))}' USING utf8mb4)";

    public override string Bytes(byte[] bytes) => $"x'{Convert.ToHexString(bytes)}'";

    public override string Real(double value) => value.ToString("E16", CultureInfo.InvariantCulture);

    protected override ValueTask DropAsync() => _database.DisposeAsync();
}
