using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>
/// Sequences behind identity and serial columns. They know nothing of the rows: numbers given elsewhere do not move them
/// (https://www.postgresql.org/docs/current/functions-sequence.html).
/// </summary>
internal sealed class PgIdentityBlocks(RelationalSession session, string node) : IIdentityBlocks
{
    public Task<IdentityState?> ReadAsync(TableSchema table, CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            if (table.Columns.FirstOrDefault(c => c.IsIdentity) is not { } column || await SequenceAsync(connection, table, column, cancellationToken) is not { } sequence) return null;
            await using var command = connection.CreateCommand();
            command.CommandText = $"""
                SELECT CASE WHEN s.is_called THEN s.last_value + d.seqincrement ELSE s.last_value END, (SELECT max({PgIdentifier.Quote(column.Name)}) FROM {PgIdentifier.Table(table.Name)})::bigint, d.seqmax
                FROM {sequence} s, pg_catalog.pg_sequence d WHERE d.seqrelid = '{sequence.Replace("'", "''", StringComparison.Ordinal)}'::regclass
                """;
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            if (!await rows.ReadAsync(cancellationToken)) return null;
            return new IdentityState(column.Name, rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetInt64(1), Math.Min(rows.GetInt64(2), Largest(column)));
        },
        cancellationToken);

    public Task MoveAsync(TableSchema table, long next, CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            if (table.Columns.FirstOrDefault(c => c.IsIdentity) is not { } column || await SequenceAsync(connection, table, column, cancellationToken) is not { } sequence)
                throw new ConnectorException(ConnectorErrorClass.Schema, node, $"Table '{table.Name}' has no column with a sequence of its own.");
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT pg_catalog.setval(@sequence::regclass, @next, false)";
            Add(command, "sequence", sequence);
            Add(command, "next", next);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    // Quoted, as regclass reads it.
    private static async Task<string?> SequenceAsync(DbConnection connection, TableSchema table, ColumnSchema column, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_catalog.pg_get_serial_sequence(@table, @column)";
        Add(command, "table", PgIdentifier.Table(table.Name));
        Add(command, "column", column.Name);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static long Largest(ColumnSchema column) => column.Type switch
    {
        CanonicalType.Int16 => short.MaxValue,
        CanonicalType.Int32 => int.MaxValue,
        _ => long.MaxValue,
    };

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
