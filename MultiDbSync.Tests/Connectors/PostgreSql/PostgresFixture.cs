using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Connectors.Conformance;
using MultiDbSync.Tests.Support;
using Npgsql;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

public sealed class PostgresFixture : IConformanceFixture
{
    internal const string Schema = """
        CREATE TABLE authors(id bigint PRIMARY KEY, name text UNIQUE, rating bigint);
        CREATE TABLE books(id bigint PRIMARY KEY, author_id bigint REFERENCES authors(id), title text);
        CREATE TABLE labels(code text, lang text, text text, PRIMARY KEY(code, lang));
        CREATE TABLE edges(id bigint PRIMARY KEY, whole bigint, real double precision, words text, bytes bytea);
        """;

    private readonly List<IAsyncDisposable> _opened = [];
    private readonly PostgreSqlConnectorFactory _factory = new();
    private PostgresServer? _server;
    private string _database = string.Empty;

    public static Type FactoryType => typeof(PostgreSqlConnectorFactory);

    public IReadOnlySet<string> CannotHold { get; } = new HashSet<string> { "text with NUL", "NUL alone" };

    public INodeConnector Node { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.GetAsync();
        _database = await _server.CreateDatabaseAsync(Schema);
        Node = Connect();
    }

    public INodeConnector Connect()
    {
        var node = _factory.Create(new NodeInfo("n1", "postgresql", _database));
        _opened.Add(node);
        return node;
    }

    public RowImage Edge(long id, CellValue value) => EdgeRow(id, value);

    internal static RowImage EdgeRow(long id, CellValue value)
    {
        CellValue If(CellKind kind) => value.Kind == kind ? value : CellValue.Null;
        return RowImage.Of(
            ("id", CellValue.FromInteger(id)), ("whole", If(CellKind.Integer)), ("real", If(CellKind.Real)), ("words", If(CellKind.Text)), ("bytes", If(CellKind.Binary)));
    }

    public IApplicationTransaction Begin() => PostgresApplicationTransaction.Begin(_database);

    public bool Tamper(string sql) => PostgresApplicationTransaction.Tamper(_database, sql);

    public IReadOnlyList<string> Objects()
    {
        using var connection = new NpgsqlConnection(_database);
        connection.Open();
        const string sql = """
            SELECT nspname FROM pg_namespace UNION ALL SELECT relname FROM pg_class UNION ALL SELECT proname FROM pg_proc UNION ALL SELECT ltrim(tgname, '!') FROM pg_trigger
            UNION ALL SELECT typname FROM pg_type
            """;
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _opened) await node.DisposeAsync();
        if (_server is not null && _database.Length > 0) await _server.DropDatabaseAsync(_database);
    }
}
