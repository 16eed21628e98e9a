namespace MultiDbSync.Engine.Connectors;

/// <summary>Runs a person's SQL, read-only by the engine's own means; looking at the text is never the only guard.</summary>
public interface IQueryRunner
{
    /// <summary>Runs one statement that reads.</summary>
    /// <exception cref="QueryRefusedException">More than one statement, a write, a syntax error, or the time ran out.</exception>
    Task<QueryResult> QueryAsync(string sql, QueryLimits limits, CancellationToken cancellationToken);
}
