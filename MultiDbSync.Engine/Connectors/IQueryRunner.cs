namespace MultiDbSync.Engine.Connectors;

/// <summary>Runs a person's SQL, read-only by the engine's own means; looking at the text is never the only guard.</summary>
public interface IQueryRunner
{
    /// <summary>The words of the make's SQL, for completion. No I/O.</summary>
    QueryVocabulary Vocabulary { get; }

    /// <summary>Runs one statement that reads. When it is cancelled, the database has stopped working on it before the call ends.</summary>
    /// <exception cref="QueryRefusedException">More than one statement, a write, a syntax error, or the time ran out.</exception>
    Task<QueryResult> QueryAsync(string sql, QueryLimits limits, CancellationToken cancellationToken);

    /// <summary>How the database would run a statement, without running it.</summary>
    /// <exception cref="QueryRefusedException">As above.</exception>
    Task<QueryPlan> ExplainAsync(string sql, QueryLimits limits, CancellationToken cancellationToken);
}
