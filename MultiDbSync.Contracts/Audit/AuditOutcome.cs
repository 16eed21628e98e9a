namespace MultiDbSync.Contracts.Audit;

/// <summary>What became of something that somebody tried.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It could not be done as asked: not found, invalid, in the way of something else. Nothing was changed.</summary>
    NotDone,

    /// <summary>Whoever asked may not: wrong password, too weak a role, too many attempts.</summary>
    Refused,

    /// <summary>It broke off; how far it came is in the log.</summary>
    Failed,
}
