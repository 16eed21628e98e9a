using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Tests.Support.Databases;

/// <summary>A fresh database of some make, with a connector to it and SQL as an application runs it.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    public static readonly string[] Makes = ["sqlite", "postgresql", "mysql"];

    public abstract NodeInfo Info { get; }

    public abstract IConnectorFactory Factory { get; }

    public INodeConnector Connector { get; private set; } = null!;

    public string Make => Info.Make;

    /// <summary>Skips the running test where the make's server is missing.</summary>
    public static async Task<TestDatabase> CreateAsync(string make, string name)
    {
        TestDatabase database = make switch
        {
            "sqlite" => new SqliteTestDatabase(name),
            "postgresql" => await PostgresTestDatabase.CreateAsync(name),
            "mysql" => await MariaDbTestDatabase.CreateAsync(name),
            _ => throw new ArgumentOutOfRangeException(nameof(make), make, "Unknown make."),
        };
        database.Connector = database.Factory.Create(database.Info);
        return database;
    }

    /// <summary>Statements of an application, in transactions of their own.</summary>
    public abstract void Run(string sql);

    /// <summary>The first value as text.</summary>
    public abstract string Ask(string sql);

    /// <summary>A constant in the make's words.</summary>
    public abstract string Quote(string name);

    /// <summary>Text of any content.</summary>
    public abstract string Text(string text);

    /// <summary>Bytes.</summary>
    public abstract string Bytes(byte[] bytes);

    /// <summary>A double.</summary>
    public abstract string Real(double value);

    public async ValueTask DisposeAsync()
    {
        await Connector.DisposeAsync();
        await DropAsync();
    }

    protected abstract ValueTask DropAsync();
}
