using System.Data.Common;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Sends statements together and reads their results in order; each statement sees what was committed before it began (READ COMMITTED).</summary>
internal static class RelationalRoundTrip
{
    // Far below what any make takes in one go (MySQL: max_allowed_packet).
    private const long MostBytes = 4_000_000;

    /// <summary>Returns the index of the first statement that changed another number of rows than expected, or -1.</summary>
    public static async Task<int> SendAsync(DbConnection connection, IReadOnlyList<RelationalCommand> commands, CancellationToken cancellationToken)
    {
        for (var first = 0; first < commands.Count;)
        {
            var (count, bytes) = (0, 0L);
            while (first + count < commands.Count && (count == 0 || bytes + commands[first + count].Size <= MostBytes)) bytes += commands[first + count++].Size;
            var other = await SendTogetherAsync(connection, count == commands.Count ? commands : [.. commands.Skip(first).Take(count)], cancellationToken);
            if (other >= 0) return first + other;
            first += count;
        }

        return -1;
    }

    private static async Task<int> SendTogetherAsync(DbConnection connection, IReadOnlyList<RelationalCommand> commands, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        foreach (var command in commands)
        {
            var part = batch.CreateBatchCommand();
            part.CommandText = command.Sql;
            foreach (var parameter in command.Parameters) part.Parameters.Add(parameter);
            batch.BatchCommands.Add(part);
        }

        var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await using (reader)
        {
            foreach (var command in commands.Where(c => c.OnRow is not null))
            {
                while (await reader.ReadAsync(cancellationToken)) command.OnRow!(reader);
                await reader.NextResultAsync(cancellationToken);
            }

            while (await reader.NextResultAsync(cancellationToken))
            {
                // Statements without rows of interest: an error of theirs is thrown here.
            }
        }

        for (var i = 0; i < commands.Count; i++)
            if (commands[i].Expected is { } expected && batch.BatchCommands[i].RecordsAffected != expected) return i;
        return -1;
    }
}
