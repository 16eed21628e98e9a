using MultiDbSync.Contracts.Audit;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Engine.Audit;

/// <summary>Reads the audit log from its first entry on and computes every hash anew.</summary>
internal static class AuditVerifier
{
    private const int AtATime = 1000;

    /// <param name="noted">What an earlier verification told.</param>
    public static AuditVerification Verify(HubSession session, AuditHead? noted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var head = AuditChain.Head(session);
        var last = AuditHead.None;
        AuditVerification Broken(long entry, string finding) => new(false, head?.Entries ?? last.Entries, head?.Hash ?? last.Hash, now, entry, finding);

        for (var rows = After(session, 0); rows.Count > 0; rows = After(session, last.Entries))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var row in rows)
            {
                var expected = last.Entries + 1;
                if (row.Id != expected) return Broken(expected, row.Id == expected + 1 ? $"Entry {expected} is missing." : $"Entries {expected} to {row.Id - 1} are missing.");
                if (AuditHash.Of(row.Id, row.Entry, last.Hash) != row.Hash) return Broken(row.Id, $"Entry {row.Id} is not as it was written, or follows another entry than it did.");
                last = new AuditHead(row.Id, row.Hash);
                if (noted?.Entries == last.Entries && noted.Hash != last.Hash) return Broken(row.Id, $"Entry {row.Id} is another one than was noted.");
            }
        }

        if (head is null && last.Entries > 0) return Broken(last.Entries + 1, "The note of the last entry is missing: whether entries at the end are missing can't be told.");
        if (head is not null && head.Entries > last.Entries) return Broken(last.Entries + 1, $"Entries {last.Entries + 1} to {head.Entries}, the last ones, are missing.");
        if (head is not null && head != last) return Broken(last.Entries, $"The log ends with another entry than the hub noted, which is entry {head.Entries}.");
        if (noted is not null && noted.Entries > last.Entries) return Broken(last.Entries + 1, $"There were {noted.Entries} entries when that was noted.");
        return new AuditVerification(true, last.Entries, last.Hash, now);
    }

    private static List<ChainedEntry> After(HubSession session, long id) => session.Rows(
        "SELECT id, at, actor, address, action, subject, before, after, outcome, trace_id, hash FROM audit_entries WHERE id > $1 ORDER BY id LIMIT $2", ChainedEntry.Read, id, AtATime);
}
