using MultiDbSync.Connectors.InMemory;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Connectors.Conformance;

namespace MultiDbSync.Tests.Connectors.InMemory;

public sealed class InMemoryFixture : IConformanceFixture
{
    private readonly InMemoryDatabase _database = new(ConformanceSchema.Tables);
    private readonly InMemoryConnectorFactory _factory = new();

    public static Type FactoryType => typeof(InMemoryConnectorFactory);

    public IReadOnlySet<string> CannotHold { get; } = new HashSet<string>();

    public INodeConnector Node { get; private set; } = null!;

    public Task InitializeAsync()
    {
        _factory.Register("db", _database);
        Node = Connect();
        return Task.CompletedTask;
    }

    public INodeConnector Connect() => _factory.Create(new NodeInfo("n1", "in-memory", "db"));

    public RowImage Edge(long id, CellValue value) => ConformanceSchema.Edge(id, value);

    public IApplicationTransaction Begin() => new Transaction(_database.Begin());

    public bool Tamper(string sql) => false;

    public IReadOnlyList<string> Objects() => [.. ConformanceSchema.Tables.Select(t => t.Name)];

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    private sealed class Transaction(InMemoryTransaction inner) : IApplicationTransaction
    {
        public void Insert(string table, RowImage image) => inner.Insert(table, image);

        public void Update(string table, RowKey key, RowImage image) => inner.Update(table, key, image);

        public void Delete(string table, RowKey key) => inner.Delete(table, key);

        public void Commit() => inner.Commit();

        public void Rollback() => inner.Rollback();
    }
}
