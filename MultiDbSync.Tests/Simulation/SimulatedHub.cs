using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Simulation;

/// <summary>The real hub code on one store that is emptied between walks.</summary>
internal sealed class SimulatedHub : IAsyncDisposable
{
    public const string SetName = "set";

    private readonly TempHub _temp;
    private readonly HubSession _session;

    private SimulatedHub(TempHub temp, HubSession session, EngineSafeties safeties)
    {
        _temp = temp;
        _session = session;
        Log = new HubLog(temp.Store, TimeProvider.System, safeties);
        Planner = new DeliveryPlanner(session, safeties);
        Pruner = new HubPruner(Log, safeties);
        Resolver = new ConflictResolver(Log, TimeProvider.System);
        Findings = new TargetFindings(Log, TimeProvider.System);
    }

    public HubLog Log { get; }

    public DeliveryPlanner Planner { get; }

    public HubPruner Pruner { get; }

    public ConflictResolver Resolver { get; }

    public TargetFindings Findings { get; }

    public HubStore Store => _temp.Store;

    public static async Task<SimulatedHub> CreateAsync(EngineSafeties safeties, CancellationToken cancellationToken)
    {
        var temp = await TempHub.CreateAsync(cancellationToken);
        return new SimulatedHub(temp, await HubSession.OpenAsync(temp.Store, cancellationToken), safeties);
    }

    public static TopologySnapshot Topology(IEnumerable<NodeInfo> nodes, string policy) =>
        Topology(nodes, [SimulatedSchema.Items, SimulatedSchema.Labels], policy);

    public static TopologySnapshot Topology(IEnumerable<NodeInfo> nodes, IEnumerable<TableSchema> tables, string policy)
    {
        var all = nodes.ToDictionary(n => n.Name, StringComparer.Ordinal);
        return new TopologySnapshot(all, new Dictionary<string, SyncSetInfo> { [SetName] = Set(all.Keys, tables, policy) });
    }

    public static SyncSetInfo Set(IEnumerable<string> nodes, IEnumerable<TableSchema> tables, string policy) =>
        new(SetName, true, SyncMode.RealTime, null, "UTC", [.. tables.Select(t => new SyncTableInfo(t, policy))], [.. nodes]);

    public void Empty() => _session.Write(() =>
    {
        foreach (var table in new[] { "hub_log", "row_head", "head_value", "parked_row", "node_position", "node_deferred", "captured_change", "data_conflict_sides", "data_conflicts" })
            _session.Execute($"DELETE FROM {table}");
        _session.Execute("DELETE FROM settings WHERE name=$1", SettingNames.PrunedBelow + SetName);
        return 0;
    });

    public async Task<List<ConflictEntity>> ConflictsAsync(bool openOnly, CancellationToken cancellationToken)
    {
        await using var db = Store.CreateContext();
        return await db.Conflicts.AsNoTracking().Include(c => c.Sides).Where(c => !openOnly || c.Status == ConflictStatus.Open).OrderBy(c => c.Id).ToListAsync(cancellationToken);
    }

    public bool HasOpenConflicts() => _session.Number("SELECT 1 FROM parked_row LIMIT 1") is not null;

    /// <summary>The hub's account of the walk, for the message of a failure.</summary>
    public async Task<string> HistoryAsync(CancellationToken cancellationToken)
    {
        var log = _session.Rows(
            "SELECT position, table_name, row_key, origin, before_image, after_image, replaces FROM hub_log ORDER BY position",
            r => $"  {r.GetInt64(0)} {r.GetString(1)} {r.GetString(2)} by {r.GetString(3)}: {Text(r, 4)} -> {Text(r, 5)} replaces {Text(r, 6)}");
        var conflicts = (await ConflictsAsync(openOnly: false, cancellationToken)).Select(
            c => $"  #{c.Id} {c.Kind} {c.Status} {c.TableName} {c.RowKey} left {c.LeftOrigin}@{c.LeftPosition} {c.LeftImage} right {c.RightOrigin} seen {c.RightSeen} {c.RightImage} "
                + $"base {c.BaseImage} {c.Resolution} related {c.Related}");
        return string.Join('\n', log.Concat(conflicts));

        static string Text(HubRow r, int column) => r.IsDBNull(column) ? "-" : r.GetString(column);
    }

    public static IEnumerable<RowImage> Images(ConflictEntity conflict) =>
        new[] { conflict.BaseImage, conflict.LeftImage, conflict.RightImage }
            .Concat(conflict.Sides.SelectMany(s => new[] { s.BeforeImage, s.AfterImage }))
            .Concat(RelatedRowImage.FromJson(conflict.Related).SelectMany(r => new[] { r.Image, r.Before }))
            .Select(RowImage.FromJson).OfType<RowImage>();

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await Log.DisposeAsync();
        await _temp.DisposeAsync();
    }
}
