using MultiDbSync.Contracts.Query;

namespace MultiDbSync.Web.Features.Query;

/// <summary>What one database answered to a run: rows or a plan, or why not.</summary>
public sealed class DatabaseAnswer(string database)
{
    /// <summary>Its name.</summary>
    public string Database { get; } = database;

    /// <summary>Its rows.</summary>
    public QueryResponse? Result { get; set; }

    /// <summary>Its plan.</summary>
    public ExplainQueryResponse? Plan { get; set; }

    /// <summary>Why there is neither.</summary>
    public QueryFailure? Failure { get; set; }

    /// <summary>The person stopped it.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>It has not answered yet.</summary>
    public bool IsRunning => Result is null && Plan is null && Failure is null && !IsCancelled;
}
