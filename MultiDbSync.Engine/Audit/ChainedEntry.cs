using MultiDbSync.Contracts.Audit;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Engine.Audit;

/// <summary>An entry as it is stored.</summary>
internal sealed record ChainedEntry(long Id, AuditEntry Entry, string Hash)
{
    // An outcome that is none of ours was written by somebody else; its hash can't fit whatever is put in its place.
    public static ChainedEntry Read(HubRow row) => new(
        row.GetInt64(0),
        new AuditEntry(
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
            Enum.TryParse<AuditOutcome>(row.GetString(8), out var outcome) && outcome.ToString() == row.GetString(8) ? outcome : (AuditOutcome)(-1))
        {
            Before = row.GetValue(6) as string,
            After = row.GetValue(7) as string,
            TraceId = row.GetValue(9) as string,
        },
        row.GetString(10));
}
