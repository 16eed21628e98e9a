using Microsoft.Data.Sqlite;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Connectors.Conformance;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Connectors.Sqlite;

public sealed class SqliteFixture : IConformanceFixture
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE authors(id INTEGER PRIMARY KEY, name TEXT UNIQUE, rating);
        CREATE TABLE books(id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES authors(id), title);
        CREATE TABLE labels(code TEXT NOT NULL, lang TEXT NOT NULL, text TEXT, PRIMARY KEY(code, lang)) WITHOUT ROWID;
        CREATE TABLE edges(id INTEGER PRIMARY KEY, value);
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly List<IAsyncDisposable> _opened = [];
    private readonly SqliteConnectorFactory _factory = new();

    public static Type FactoryType => typeof(SqliteConnectorFactory);

    public IReadOnlySet<string> CannotHold { get; } = new HashSet<string>();

    public INodeConnector Node { get; private set; } = null!;

    private string File => _folder.File("app.db");

    public Task InitializeAsync()
    {
        using var application = Open();
        application.Execute(Schema);
        Node = Connect();
        return Task.CompletedTask;
    }

    public INodeConnector Connect()
    {
        var node = _factory.Create(new NodeInfo("n1", "sqlite", $"Data Source={File}"));
        _opened.Add(node);
        return node;
    }

    public RowImage Edge(long id, CellValue value) => ConformanceSchema.Edge(id, value);

    public IApplicationTransaction Begin() => new SqliteApplicationTransaction(Open());

    public bool Tamper(string sql)
    {
        using var person = Open();
        person.Execute(sql);
        return true;
    }

    public IReadOnlyList<string> Objects()
    {
        using var application = Open();
        var names = new List<string>();
        var rows = application.Prepare("SELECT name FROM sqlite_schema");
        while (rows.Step()) names.Add(rows.Text(0));
        return names;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _opened) await node.DisposeAsync();
        _folder.Dispose();
    }

    private SqliteDatabase Open()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return new SqliteDatabase(connection, "application", TimeSpan.FromSeconds(5));
    }
}
