using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Counters since the hub store was made, kept in the transaction that they count.</summary>
internal static class Counters
{
    public static void Add(HubSession session, CommitResult result, IReadOnlyList<OpenedConflict> conflicts)
    {
        Add(session, "captured", result.Accepted);
        Add(session, "equalResults", result.EqualResults);
        Add(session, "bothDeleted", result.BothDeleted);
        Add(session, "joined", result.Joined);
        Add(session, "released", result.Released);
        Add(session, "conflicts", conflicts.Count);
        Add(session, "merged", conflicts.Count(c => c.Status == ConflictStatus.Merged));
        Add(session, "autoResolved", conflicts.Count(c => c.Status == ConflictStatus.AutoResolved));
        Add(session, "divergences", conflicts.Count(c => c.Kind == ConflictKind.Divergence));
    }

    public static void Add(HubSession session, string name, long amount)
    {
        if (amount == 0) return;
        session.Execute("INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value", name, amount);
    }
}
