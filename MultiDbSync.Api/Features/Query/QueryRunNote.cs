using MultiDbSync.Contracts.Query;

namespace MultiDbSync.Api.Features.Query;

/// <summary>What became of a statement on one database, for the history of who ran it.</summary>
/// <param name="At">When it began: what runs long and is noted late stands where it was asked.</param>
internal sealed record QueryRunNote(
    string Owner,
    Guid? Run,
    string Sql,
    string Database,
    QueryOutcome Outcome,
    long Rows,
    TimeSpan Elapsed,
    DateTimeOffset At);
