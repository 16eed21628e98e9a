namespace MultiDbSync.Contracts.Query;

/// <summary>What became of a query; over several databases the worst.</summary>
public enum QueryOutcome
{
    /// <summary>It ran.</summary>
    Ran,

    /// <summary>A person stopped it.</summary>
    Cancelled,

    /// <summary>The database refused it, or it took too long.</summary>
    Refused,

    /// <summary>A database could not be asked.</summary>
    Failed,
}
