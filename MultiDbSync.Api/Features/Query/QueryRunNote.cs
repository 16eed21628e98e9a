using MultiDbSync.Contracts.Query;

namespace MultiDbSync.Api.Features.Query;

/// <summary>What became of a statement on one database, for the history of who ran it.</summary>
internal sealed record QueryRunNote(
    string Owner,
    Guid? Run,
    string Sql,
    string Database,
    QueryOutcome Outcome,
    long Rows,
    TimeSpan Elapsed,
    DateTimeOffset At);
