using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Api;

/// <summary>A hub store after a long life. Statements of the store fill it: nobody waits for a million objects.</summary>
internal static class HubScale
{
    private const string Numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count) ";

    /// <summary>Conflicts of as many books, one in ten of them open, over a year.</summary>
    public static Task FillConflictsAsync(this HubStore hub, int count) => hub.ExecuteAsync(
        Numbers + """
        INSERT INTO data_conflicts (sync_set, table_name, row_key, key_form, kind, status, base_image, left_image, right_image, left_origin, right_origin,
            left_position, right_seen, version, detected_at, resolved_at)
        SELECT 'library', 'books', '[' || i || ']', '[' || i || ']', iif(i % 3 = 0, 'UpdateDelete', 'UpdateUpdate'), iif(i % 10 = 0, 'Open', 'Resolved'), image, image, image,
            iif(i % 2 = 0, 'primary', 'archive'), 'mysql_sim', i, i, 1, $now - (31536000000 / $count) * ($count - i), iif(i % 10 = 0, NULL, $now)
        FROM (SELECT i, '{"id":' || i || ',"title":"Book ' || i || '","pages":100,"price":12.5,"cover":null,"note":"' || hex(randomblob(60)) || '"}' image FROM n)
        """,
        count);

    /// <summary>Accepted changes of as many rows, which no database but their own has received.</summary>
    public static Task FillLogAsync(this HubStore hub, int count) => hub.ExecuteAsync(
        Numbers + """
        INSERT INTO hub_log (sync_set, table_name, row_key, key_form, before_image, after_image, origin, origin_epoch, origin_seq, unit, at, accepted_at)
        SELECT 'library', 'books', '[' || i || ']', '[' || i || ']', NULL, '{"id":' || i || ',"title":"Book ' || i || '"}', 'primary', 0, i, i, $now, $now FROM n
        """,
        count);

    private static async Task ExecuteAsync(this HubStore hub, string sql, int count)
    {
        await using var connection = await hub.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$count", count);
        command.Parameters.AddWithValue("$now", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
