using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Connectors.Relational.Ddl;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Makes tables; statements run in one transaction, so that all are done or none.</summary>
internal sealed class PgSchemaWriter(RelationalSession session, string node) : ISchemaWriter
{
    private static readonly ServerSchemaScript Script = new(new PgSchemaDialect());

    public IReadOnlyList<TableSchema> Map(IReadOnlyList<TableSchema> tables) => Script.Map(tables);

    public SchemaScript Create(IReadOnlyList<TableSchema> tables) => Script.Create(tables);

    public SchemaScript Alter(TableSchema wanted, TableSchema found) => Script.Alter(wanted, found);

    public async Task ExecuteAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        var at = "BEGIN";
        try
        {
            await session.UseAsync(
                async connection =>
                {
                    await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

                    // Whoever waits for a table's lock makes everyone behind it wait too.
                    await RunAsync(connection, "SET LOCAL lock_timeout = '3s'", cancellationToken);
                    foreach (var statement in statements) await RunAsync(connection, at = statement, cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                    return true;
                },
                cancellationToken);
        }
        catch (ConnectorException e)
        {
            throw new ConnectorException(e.ErrorClass, node, $"{e.Message} Nothing was changed. The statement was: {at}", e);
        }
    }

    private static async Task RunAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
