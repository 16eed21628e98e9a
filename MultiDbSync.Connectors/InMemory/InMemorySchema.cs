using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.InMemory;

/// <summary>A database in memory is made with its tables and holds any value: nothing is to be written, tested or numbered.</summary>
internal sealed class InMemorySchema : ISchemaWriter, IConnectionTest, IIdentityBlocks
{
    public IReadOnlyList<TableSchema> Map(IReadOnlyList<TableSchema> tables) => tables;

    public SchemaScript Create(IReadOnlyList<TableSchema> tables) => new([], [], ["A database in memory is made with its tables."]);

    public SchemaScript Alter(TableSchema wanted, TableSchema found) => new([], [], []);

    public Task ExecuteAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<ConnectionFinding>> RunAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ConnectionFinding>>([new ConnectionFinding("Memory", FindingLevel.Good, "It is there for as long as this process.")]);

    public Task<IdentityState?> ReadAsync(TableSchema table, CancellationToken cancellationToken) => Task.FromResult<IdentityState?>(null);

    public Task MoveAsync(TableSchema table, long next, CancellationToken cancellationToken) => Task.CompletedTask;
}
