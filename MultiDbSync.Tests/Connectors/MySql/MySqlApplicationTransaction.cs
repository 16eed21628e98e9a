using MultiDbSync.Engine.Changes;
using MultiDbSync.Tests.Connectors.Conformance;
using MySqlConnector;

namespace MultiDbSync.Tests.Connectors.MySql;

/// <summary>An application on a connection of its own, gone with the transaction.</summary>
internal sealed class MySqlApplicationTransaction : IApplicationTransaction
{
    private readonly MySqlConnection _connection;
    private readonly MySqlTransaction _transaction;

    public MySqlApplicationTransaction(MySqlConnection connection)
    {
        _connection = connection;
        _transaction = connection.BeginTransaction();
    }

    public void Insert(string table, RowImage image) =>
        Run($"INSERT INTO `{table}`({Names(image.Columns)}) VALUES ({string.Join(", ", image.Columns.Select((_, i) => $"@p{i}"))})", image.Values);

    public void Update(string table, RowKey key, RowImage image) => Run(
        $"UPDATE `{table}` SET {string.Join(", ", image.Columns.Select((c, i) => $"`{c}` = @p{i}"))} WHERE {Where(image.Columns, key, image.Columns.Count)}",
        [.. image.Values, .. key.Values]);

    public void Delete(string table, RowKey key) =>
        Run($"DELETE FROM `{table}` WHERE {Where(ConformanceSchema.Tables.Single(t => t.Name == table).Key, key, 0)}", key.Values);

    public void Commit()
    {
        _transaction.Commit();
        _connection.Dispose();
    }

    public void Rollback()
    {
        _transaction.Rollback();
        _connection.Dispose();
    }

    // The key's columns come first in every table of the suite.
    private static string Where(IReadOnlyList<string> columns, RowKey key, int first) => string.Join(" AND ", key.Values.Select((_, i) => $"`{columns[i]}` = @p{first + i}"));

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(c => $"`{c}`"));

    private void Run(string sql, IReadOnlyList<CellValue> values)
    {
        using var command = new MySqlCommand(sql, _connection, _transaction);
        for (var i = 0; i < values.Count; i++) command.Parameters.AddWithValue($"@p{i}", Native(values[i]));
        command.ExecuteNonQuery();
    }

    private static object? Native(CellValue value) => value.Kind switch
    {
        CellKind.Null => null,
        CellKind.Boolean or CellKind.Integer => value.Integer,
        CellKind.Real => value.Real,
        CellKind.Binary => value.Binary.ToArray(),
        CellKind.Timestamp => value.Text.Replace('T', ' '),
        CellKind.TimestampOffset => value.Text.Replace('T', ' ').TrimEnd('Z'),
        _ => value.Text,
    };
}
