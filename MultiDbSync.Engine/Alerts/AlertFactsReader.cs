using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Alerts;

/// <summary>Reads what alerts follow from: the hub store, and what the nodes' loops know.</summary>
internal sealed class AlertFactsReader(EngineParts parts, HubSession session)
{
    /// <summary>A mail that fails now and then is no alert: each is tried again.</summary>
    private static readonly TimeSpan MailPatience = TimeSpan.FromSeconds(60);

    public AlertFacts Read()
    {
        var now = parts.Clock.GetUtcNow();
        return session.Read(() => new AlertFacts(
            now,
            session.Rows("SELECT name, state, message, clock_offset_ms, clock_error_ms FROM nodes WHERE enabled=1 AND removing=0", ReadDatabase),
            session.Rows("SELECT sync_set, node, count(*) FROM dead_letters GROUP BY sync_set, node", r => new AlertFacts.Refusal(r.GetString(0), r.GetString(1), r.GetInt64(2))),
            ReadOutbox((now - MailPatience).ToUnixTimeMilliseconds())));
    }

    private AlertFacts.Outbox ReadOutbox(long before) => new(
        session.Number("SELECT count(*) FROM mails WHERE sent_at IS NULL AND attempts>0 AND created_at<$1", before) ?? 0,
        session.Scalar("SELECT last_error FROM mails WHERE sent_at IS NULL AND attempts>0 AND created_at<$1 ORDER BY id DESC LIMIT 1", before) as string);

    private AlertFacts.Database ReadDatabase(HubRow row)
    {
        var name = row.GetString(0);
        var state = Enum.TryParse<DatabaseState>(row.GetString(1), out var known) ? known : DatabaseState.Unknown;
        var progress = parts.State.Nodes.GetValueOrDefault(name)?.Health.Read().Sets;
        return new AlertFacts.Database(
            name, state, row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetInt64(3), row.IsDBNull(4) ? 0 : row.GetInt64(4),
            [.. parts.State.Topology.SetsOf(name).Where(s => Expects(s, name)).Select(s => ReadDelivery(s, name, progress?.GetValueOrDefault(s.Name)?.Applied))]);
    }

    // A set that waits for its schedule or for a person is behind by intention.
    private bool Expects(SyncSetInfo set, string node) => set.Mode == SyncMode.RealTime && parts.State.Delivers(set) && set.RouteOf(node).Receives;

    private AlertFacts.Delivery ReadDelivery(SyncSetInfo set, string node, long? applied)
    {
        var since = applied is null
            ? null
            : session.Number("SELECT accepted_at FROM hub_log WHERE sync_set=$1 AND position>$2 AND origin<>$3 ORDER BY position LIMIT 1", set.Name, applied, node);
        return new AlertFacts.Delivery(set.Name, applied, since is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }
}
