namespace MultiDbSync.Contracts.DeadLetters;

/// <summary>A row that a database refuses. It holds up no other row and is tried again.</summary>
/// <param name="Key">The row's key, readable.</param>
/// <param name="Error">Why, without values of the row.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record DeadLetterSummary(
    long Id,
    string SyncSet,
    string Database,
    string Table,
    string Key,
    string Error,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    int Attempts);
