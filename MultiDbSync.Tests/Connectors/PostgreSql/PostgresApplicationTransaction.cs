using MultiDbSync.Engine.Changes;
using MultiDbSync.Tests.Connectors.Conformance;
using Npgsql;

namespace MultiDbSync.Tests.Connectors.PostgreSql;

/// <summary>An application on a connection of its own, gone with the transaction.</summary>
internal sealed class PostgresApplicationTransaction(NpgsqlTransaction transaction) : IApplicationTransaction
{
    private readonly NpgsqlConnection _connection = transaction.Connection!;

    public static PostgresApplicationTransaction Begin(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        return new PostgresApplicationTransaction(connection.BeginTransaction());
    }

    /// <summary>Runs statements of a person on our tables.</summary>
    public static bool Tamper(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand($"SET search_path = mds_sync; {sql}", connection);
        command.ExecuteNonQuery();
        return true;
    }

    public void Insert(string table, RowImage image) => Execute(
        $"INSERT INTO \"{table}\"({string.Join(", ", image.Columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", image.Columns.Select((_, i) => $"${i + 1}"))})", image.Values);

    public void Update(string table, RowKey key, RowImage image) => Execute(
        $"UPDATE \"{table}\" SET {string.Join(", ", image.Columns.Select((c, i) => $"\"{c}\" = ${i + 1}"))} WHERE {Where(table, image.Columns.Count)}", [.. image.Values, .. key.Values]);

    public void Delete(string table, RowKey key) => Execute($"DELETE FROM \"{table}\" WHERE {Where(table, 0)}", key.Values);

    public void Commit() => End(transaction.Commit);

    public void Rollback() => End(transaction.Rollback);

    private static string Where(string table, int first) =>
        string.Join(" AND ", ConformanceSchema.Tables.Single(t => t.Name == table).Key.Select((k, i) => $"\"{k}\" = ${first + i + 1}"));

    private void Execute(string sql, IEnumerable<CellValue> values)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = Of(value) });
        command.ExecuteNonQuery();
    }

    private static object Of(CellValue value) => value.Kind switch
    {
        CellKind.Null => DBNull.Value,
        CellKind.Integer => value.Integer,
        CellKind.Real => value.Real,
        CellKind.Binary => value.Binary.ToArray(),
        _ => value.Text,
    };

    private void End(Action end)
    {
        end();
        _connection.Dispose();
    }
}
