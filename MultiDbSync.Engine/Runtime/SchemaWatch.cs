using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Runtime;

/// <summary>
/// Compares a node's tables with what they were when it joined. One that no longer fits rests there: it receives nothing, all others go on, and what its
/// applications change goes on being captured. It receives again, by itself, once it fits again.
/// </summary>
internal sealed class SchemaWatch(NodeContext node, EngineParts parts) : IDisposable
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _looked;

    /// <summary>Looks at all tables of the node. True when one has drifted or fits again: the node's loops are to start anew.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var found = (await node.Connector.Schema.ReadAsync(cancellationToken)).ToDictionary(t => t.Name, StringComparer.Ordinal);
            var stored = await parts.Store.ReadTopologyAsync(cancellationToken);
            var (news, pauses) = (false, new List<Pause>());
            foreach (var set in stored.SetsOf(node.Name).Where(s => s.RouteOf(node.Name).IsPrepared))
            {
                foreach (var agreed in set.Tables.Select(t => t.Schema))
                {
                    var pause = Look(set, agreed, found);
                    pauses.Add(pause);
                    news |= parts.State.Drifted.Note(set.Name, node.Name, agreed.Name, pause.Drift);
                }
            }

            news |= await SaveAsync(pauses, cancellationToken);
            node.Health.Rest([.. pauses.Where(p => p.Drift is not null).Select(p => p.Message)]);
            if (news) await AnnounceAsync(cancellationToken);
            _looked = parts.Clock.GetTimestamp();
            return news;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The configuration to judge a read by: looks first when its rows are not as the tables were.</summary>
    public async Task<TopologySnapshot> BeforeCommitAsync(CaptureRead read, CancellationToken cancellationToken)
    {
        var topology = parts.State.Topology;
        if (!read.Entries.Any(e => IsStrange(e, topology)) || (_looked > 0 && parts.Clock.GetElapsedTime(_looked) < LookAgainAfter)) return topology;
        await LookAsync(cancellationToken);
        return parts.State.Topology;
    }

    public void Dispose() => _turn.Dispose();

    private Pause Look(SyncSetInfo set, TableSchema agreed, Dictionary<string, TableSchema> found)
    {
        var route = set.RouteOf(node.Name).Tables.GetValueOrDefault(agreed.Name);
        var expected = route?.Native ?? agreed;
        var now = found.GetValueOrDefault(expected.Name);
        var drift = TableDrift.Of(expected, now, route is null || expected.ImageColumns.Count() == agreed.ImageColumns.Count());
        return new Pause(set.Name, agreed.Name, expected, drift, drift is null ? null : Propose(expected, now));
    }

    private string Propose(TableSchema expected, TableSchema? found)
    {
        var script = found is null ? node.Connector.SchemaWriter.Create([expected with { ForeignKeys = [] }]) : node.Connector.SchemaWriter.Alter(expected, found);
        return string.Join('\n', script.Notes.Select(n => "-- " + n).Concat(script.BeforeLoad.Select(s => s + ";")));
    }

    private async Task<bool> SaveAsync(List<Pause> pauses, CancellationToken cancellationToken)
    {
        await using var db = parts.Store.CreateContext();
        var known = await db.RouteTables.Where(t => t.Node == node.Name).ToListAsync(cancellationToken);
        foreach (var pause in pauses)
        {
            var row = known.Find(t => t.SyncSet == pause.SyncSet && t.TableName == pause.Table);
            if (row is null && pause.Drift is null) continue;
            if (row is null)
            {
                row = new RouteTableEntity { SyncSet = pause.SyncSet, Node = node.Name, TableName = pause.Table, NativeSchemaJson = TopologyReader.ToJson(pause.Expected) };
                db.RouteTables.Add(row);
            }

            if (row.PausedReason != pause.Drift?.Reason) (row.PausedReason, row.ProposedSql) = (pause.Drift?.Reason, pause.ProposedSql);
        }

        return await db.SaveChangesAsync(cancellationToken) > 0;
    }

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        parts.State.Topology = parts.State.Drifted.Apply(await parts.Store.ReadTopologyAsync(cancellationToken));
        parts.State.Reload.Set();
        EngineLog.TablesDrifted(node.Logger, node.Name, node.Health.Resting ?? "every table fits again.");
        parts.Events.Publish(new SyncEvent(SyncEventKind.Configuration, parts.Clock.GetUtcNow()));
    }

    // A column less, or values of another kind than the column had. Text may stand for what its kind can't express.
    private bool IsStrange(CapturedEntry entry, TopologySnapshot topology)
    {
        if ((entry.After ?? entry.Before) is not { } image || !topology.Sets.TryGetValue(entry.SyncSet, out var set) || set.Table(entry.Table!) is not { } table) return false;
        var route = set.RouteOf(node.Name).Tables.GetValueOrDefault(table.Schema.Name);
        var columns = table.Schema.ImageColumns.Where(c => route is null || route.Native.ImageColumns.Any(n => route.AgreedName(n.Name) == c.Name));
        return columns.Any(c => !image.TryGet(c.Name, out var value) || (!value.IsNull && ValueConversion.KindOf(c.Type) is { } kind && value.Kind != kind));
    }

    private sealed record Pause(string SyncSet, string Table, TableSchema Expected, TableDrift? Drift, string? ProposedSql)
    {
        public string Message => $"{Drift!.Reason} It receives nothing until it fits again; "
            + (Drift.Remaining is null ? "its changes can't be captured any more." : "its own changes go on being captured.");
    }
}
