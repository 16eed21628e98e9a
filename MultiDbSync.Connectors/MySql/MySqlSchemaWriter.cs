using MultiDbSync.Connectors.Relational.Ddl;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Makes tables. Each statement is a transaction of its own there, so what was made before one that fails stays.</summary>
internal sealed class MySqlSchemaWriter(MySqlSession session, MySqlLocation location) : ISchemaWriter
{
    private ServerSchemaScript? _script;

    public IReadOnlyList<TableSchema> Map(IReadOnlyList<TableSchema> tables) => Script().Map(tables);

    public SchemaScript Create(IReadOnlyList<TableSchema> tables) => Script().Create(tables);

    public SchemaScript Alter(TableSchema wanted, TableSchema found) => Script().Alter(wanted, found);

    public async Task ExecuteAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        var done = 0;
        try
        {
            // The session gives up soon where an application holds a table (lock_wait_timeout).
            await session.UseAsync(
                async connection =>
                {
                    for (done = 0; done < statements.Count; done++) await connection.ExecuteAsync(statements[done], cancellationToken);
                    return true;
                },
                cancellationToken);
        }
        catch (ConnectorException e) when (done < statements.Count)
        {
            throw new ConnectorException(e.ErrorClass, location.Node, $"{e.Message} {done} statements before it are done. The statement was: {statements[done]}", e);
        }
    }

    // Which of the two makes answers is known once a connection is open; from then on nothing is asked. On a thread of its own: this one may be all that
    // the connection's continuation could run on.
    private ServerSchemaScript Script() => _script ??= new ServerSchemaScript(new MySqlSchemaDialect(
        Task.Run(() => session.UseAsync(connection => Task.FromResult(location.ServerOf(connection)), CancellationToken.None)).GetAwaiter().GetResult()));
}
