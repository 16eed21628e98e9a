using MultiDbSync.Contracts.Databases;

namespace MultiDbSync.Engine.Alerts;

/// <summary>What alerts follow from.</summary>
internal sealed record AlertFacts(
    DateTimeOffset Now, IReadOnlyList<AlertFacts.Database> Databases, IReadOnlyList<AlertFacts.Refusal> Refusals, AlertFacts.Outbox Mail)
{
    /// <summary>A database that takes part.</summary>
    /// <param name="ClockErrorMs">How far off the measurement of its clock may be.</param>
    /// <param name="Deliveries">The sets that it is to receive without being asked.</param>
    internal sealed record Database(
        string Name, DatabaseState State, string? Message, long? ClockOffsetMs, long ClockErrorMs, IReadOnlyList<Delivery> Deliveries);

    /// <summary>How far a database is in a sync set.</summary>
    /// <param name="Applied">Hub position that it has received, or null while that is not known.</param>
    /// <param name="BehindSince">When the oldest change that it lacks was accepted, or null when it has all.</param>
    internal sealed record Delivery(string SyncSet, long? Applied, DateTimeOffset? BehindSince);

    /// <summary>Rows that a database refuses.</summary>
    internal sealed record Refusal(string SyncSet, string Database, long Rows);

    /// <summary>Mails that have failed for a while.</summary>
    internal sealed record Outbox(long Failing, string? Error);
}
