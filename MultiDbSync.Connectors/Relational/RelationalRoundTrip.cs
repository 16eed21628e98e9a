using System.Data.Common;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Sends statements together and reads their results in order; each statement sees what was committed before it began (READ COMMITTED).</summary>
internal static class RelationalRoundTrip
{
    /// <summary>Returns the index of the first statement that changed another number of rows than expected, or -1.</summary>
    public static async Task<int> SendAsync(DbConnection connection, IReadOnlyList<RelationalCommand> commands, CancellationToken cancellationToken)
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
