using MultiDbSync.Connectors.MySql;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Connectors.Conformance;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Connectors.MySql;

public sealed class MySqlFixture : IConformanceFixture
{
    private const string Schema = """
        CREATE TABLE authors(id BIGINT PRIMARY KEY, name VARCHAR(200) UNIQUE, rating BIGINT);
        CREATE TABLE books(id BIGINT PRIMARY KEY, author_id BIGINT, title TEXT, CONSTRAINT books_author FOREIGN KEY (author_id) REFERENCES authors(id));
        CREATE TABLE labels(code VARCHAR(40) NOT NULL, lang VARCHAR(40) NOT NULL, text TEXT, PRIMARY KEY(code, lang));
        CREATE TABLE edges(id BIGINT PRIMARY KEY, whole BIGINT, number DOUBLE, letters LONGTEXT, bytes LONGBLOB);
        """;

    private readonly List<IAsyncDisposable> _opened = [];
    private readonly MySqlConnectorFactory _factory = new();
    private MariaDbDatabase _database = null!;

    public static Type FactoryType => typeof(MySqlConnectorFactory);

    public IReadOnlySet<string> CannotHold { get; } = new HashSet<string> { "infinity", "minus infinity" };

    public INodeConnector Node { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await MariaDbDatabase.CreateAsync("CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        _database.Run(Schema);
        Node = Connect();
    }

    public RowImage Edge(long id, CellValue value) => RowImage.Of(
        ("id", CellValue.FromInteger(id)), ("whole", If(CellKind.Integer, value)), ("number", If(CellKind.Real, value)), ("letters", If(CellKind.Text, value)),
        ("bytes", If(CellKind.Binary, value)));

    public INodeConnector Connect()
    {
        var node = _factory.Create(new NodeInfo("n1", "mysql", _database.ConnectionString));
        _opened.Add(node);
        return node;
    }

    public IApplicationTransaction Begin() => new MySqlApplicationTransaction(_database.Open());

    public bool Tamper(string sql)
    {
        _database.Run(sql);
        return true;
    }

    public IReadOnlyList<string> Objects()
    {
        const string objects = """
            SELECT GROUP_CONCAT(name) FROM (SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()
            UNION ALL SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
            UNION ALL SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()) o
            """;
        return (_database.Ask(objects) ?? "").Split(',');
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _opened) await node.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    private static CellValue If(CellKind kind, CellValue value) => value.Kind == kind ? value : CellValue.Null;
}
