using MultiDbSync.Contracts.Query;

namespace MultiDbSync.Engine.Storage;

/// <summary>A query that somebody ran. The statement may hold values, secrets among them: it is its owner's alone.</summary>
public sealed class QueryRunEntity
{
    /// <summary>Number; orders.</summary>
    public long Id { get; set; }

    /// <summary>Who ran it.</summary>
    public required string Owner { get; set; }

    /// <summary>What the console gave the run as its number: calls on several databases share it.</summary>
    public required string Run { get; set; }

    /// <summary>The statement.</summary>
    public required string Sql { get; set; }

    /// <summary>Names of databases, as a JSON list.</summary>
    public required string Databases { get; set; }

    /// <summary>When it began (hub clock).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>What became of it; the worst of all databases.</summary>
    public QueryOutcome Outcome { get; set; }

    /// <summary>Rows that were returned, over all databases.</summary>
    public long Rows { get; set; }

    /// <summary>The longest time at a database.</summary>
    public double ElapsedMilliseconds { get; set; }
}
