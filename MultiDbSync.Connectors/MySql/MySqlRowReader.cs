using System.Globalization;
using System.Runtime.CompilerServices;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Reads rows as capture does. A whole-table read has its own connection: it may last, and others must not wait.</summary>
internal sealed class MySqlRowReader(MySqlSession session, MySqlLocation location) : IRowReader
{
    // The reader may be slow to take rows; the server must not take that for a broken connection.
    private const string Patience = "SET SESSION net_write_timeout = 3600; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";

    public async IAsyncEnumerable<RowImage> ReadAsync(TableSchema table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shape = new MySqlRowShape(table);
        await using var connection = await location.OpenAsync(cancellationToken);
        await using var command = connection.Command($"{shape.Select} ORDER BY {new MySqlKeyOrder(table).OrderBy}");
        command.CommandTimeout = 0;
        await using var rows = await GuardAsync(
            async () =>
            {
                await connection.ExecuteAsync(Patience, cancellationToken);
                return await command.ExecuteReaderAsync(cancellationToken);
            });
        while (await GuardAsync(() => rows.ReadAsync(cancellationToken))) yield return shape.Read(rows);
    }

    public Task<IReadOnlyList<RowImage>> ReadPageAsync(TableSchema table, RowKey? after, int limit, CancellationToken cancellationToken)
    {
        var (shape, order, parameters) = (new MySqlRowShape(table), new MySqlKeyOrder(table), new List<MySqlParameter>());
        var where = after is null ? "" : $" WHERE {order.After(after, parameters)}";
        return ListAsync(shape, $"{where} ORDER BY {order.OrderBy} LIMIT {limit.ToString(CultureInfo.InvariantCulture)}", parameters, cancellationToken);
    }

    // The engine's own estimate: to count a large InnoDB table means to read it.
    public Task<long> EstimateAsync(TableSchema table, CancellationToken cancellationToken) => session.UseAsync(
        async connection => (await connection.ListAsync(
            "SELECT COALESCE(TABLE_ROWS, 0) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = @table",
            r => Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture), cancellationToken, ("@table", TableName.Parse(table.Name).Name))).FirstOrDefault(),
        cancellationToken);

    public async Task<RowImage?> FindAsync(TableSchema table, RowKey key, CancellationToken cancellationToken)
    {
        var parameters = new List<MySqlParameter>();
        var where = $" WHERE {MySqlParameters.WhereKey(table, key, parameters)}";
        var rows = await ListAsync(new MySqlRowShape(table), where, parameters, cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    public Task<RowImage?> FindByAsync(TableSchema table, RowImage values, CancellationToken cancellationToken) =>
        FindAsync(table with { Key = values.Columns }, RowKey.Of([.. values.Values]), cancellationToken);

    private Task<IReadOnlyList<RowImage>> ListAsync(MySqlRowShape shape, string rest, List<MySqlParameter> parameters, CancellationToken cancellationToken) =>
        session.UseAsync<IReadOnlyList<RowImage>>(
            async connection =>
            {
                await using var command = connection.Command(shape.Select + rest);
                foreach (var parameter in parameters) command.Parameters.Add(parameter);
                await using var rows = await command.ExecuteReaderAsync(cancellationToken);
                var list = new List<RowImage>();
                while (await rows.ReadAsync(cancellationToken)) list.Add(shape.Read(rows));
                return list;
            },
            cancellationToken);

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (MySqlException e)
        {
            throw MySqlErrors.Of(location.Node, e);
        }
    }
}
