using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Audit;

/// <summary>Appends to the audit log within a write transaction of the hub store, whose lock makes a line of all processes.</summary>
internal static class AuditChain
{
    public static void Append(HubSession session, AuditEntry entry)
    {
        var head = Head(session) ?? Broken(session);
        var id = head.Entries + 1;
        var hash = AuditHash.Of(id, entry, head.Hash);
        session.Execute(
            "INSERT INTO audit_entries (id, at, actor, address, action, subject, before, after, outcome, trace_id, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            id, entry.At.ToUnixTimeMilliseconds(), entry.Actor, entry.Address, entry.Action, entry.Subject, entry.Before, entry.After, entry.Outcome.ToString(), entry.TraceId, hash);
        session.Execute(
            "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value=excluded.value", SettingNames.AuditHead, new AuditHead(id, hash).ToString());
    }

    /// <summary>What was noted with the last entry; null when there is no such note.</summary>
    public static AuditHead? Head(HubSession session) =>
        session.Scalar("SELECT value FROM settings WHERE name=$1", SettingNames.AuditHead) is string text ? AuditHead.Parse(text) : null;

    // Without the note nobody can tell whether the end is still there: the next entry follows nothing, so that a verification stops at it.
    private static AuditHead Broken(HubSession session) => AuditHead.None with { Entries = session.Number("SELECT coalesce(max(id), 0) FROM audit_entries") ?? 0 };
}
