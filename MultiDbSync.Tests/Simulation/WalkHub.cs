using Microsoft.Data.Sqlite;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Delivery;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Tests.Support;
using SQLitePCL;

namespace MultiDbSync.Tests.Simulation;

/// <summary>The real hub code on one store in memory, emptied between walks. Of one thread.</summary>
internal sealed class WalkHub : IAsyncDisposable
{
    private readonly TempHub _temp;
    private readonly EngineSafeties _safeties;
    private readonly SqliteConnection _connection;
    private readonly HubSession _session;
    private bool _diesBeforeCommit;

    private WalkHub(TempHub temp, SqliteConnection connection, EngineSafeties safeties)
    {
        (_temp, _connection, _safeties, _session) = (temp, connection, safeties, HubSession.Over(connection));
        raw.sqlite3_commit_hook(connection.Handle, _ => _diesBeforeCommit ? 1 : 0, null);
        Restart();
    }

    public HubLog Log { get; private set; } = null!;

    public DeliveryPlanner Planner { get; private set; } = null!;

    public HubPruner Pruner { get; private set; } = null!;

    public ConflictResolver Resolver { get; private set; } = null!;

    public TargetFindings Findings { get; private set; } = null!;

    public HubStore Store => _temp.Store;

    public WalkClock Clock { get; } = new();

    /// <summary>Grows with every row that is written.</summary>
    public long Changes => raw.sqlite3_total_changes(_connection.Handle);

    public static async Task<WalkHub> CreateAsync(EngineSafeties safeties, CancellationToken cancellationToken)
    {
        var temp = await TempHub.CreateAsync(cancellationToken);
        var memory = new SqliteConnection("Data Source=:memory:;Foreign Keys=True");
        memory.Open();
        await using (var file = await temp.Store.OpenAsync(cancellationToken)) file.BackupDatabase(memory);
        return new WalkHub(temp, memory, safeties);
    }

    /// <summary>A hub that has seen nothing yet.</summary>
    public void Empty()
    {
        _session.Write(() =>
        {
            foreach (var table in new[] { "hub_log", "row_head", "head_value", "parked_row", "node_position", "node_deferred", "captured_change", "awaited_row", "rekeyed_row", "identity_blocks", "data_conflict_sides", "conflict_events", "data_conflicts", "counters", "sqlite_sequence" })
                _session.Execute($"DELETE FROM {table}");
            _session.Execute("DELETE FROM settings WHERE name=$1 OR name=$2", SettingNames.PrunedBelow + SimulatedHub.SetName, SettingNames.HubBehind);
            return 0;
        });
        Clock.Reset();
        Restart();
    }

    /// <summary>Runs work of a hub whose process dies where it would commit.</summary>
    public async Task DieBeforeCommitAsync(Func<Task> work)
    {
        _diesBeforeCommit = true;
        try
        {
            await work();
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_COMMITHOOK)
        {
            // What it was about to write is gone; the next process starts from what was there.
        }
        finally
        {
            _diesBeforeCommit = false;
        }

        Restart();
    }

    /// <summary>Forgets a node that has left.</summary>
    public void Forget(string node) => _session.Write(() =>
    {
        foreach (var table in new[] { "node_position", "node_deferred", "captured_change" }) _session.Execute($"DELETE FROM {table} WHERE node=$1", node);
        return 0;
    });

    public bool HasOpenConflicts() => _session.Number("SELECT 1 FROM parked_row LIMIT 1") is not null;

    public long LastConflict() => _session.Number("SELECT max(id) FROM data_conflicts") ?? 0;

    /// <summary>The last position that was given out.</summary>
    public long LastPosition() => _session.Number("SELECT seq FROM sqlite_sequence WHERE name='hub_log'") ?? 0;

    public List<WalkConflict> Conflicts(bool openOnly = false, long after = 0) => _session.Rows(
        "SELECT id, table_name, row_key, kind, status, base_image, left_image, right_image, result_image, left_origin, right_origin, left_at, right_at, related, version, resolved_by, resolution "
            + $"FROM data_conflicts WHERE id>$1{(openOnly ? " AND status='Open'" : "")} ORDER BY id",
        r => new WalkConflict(
            r.GetInt64(0), r.GetString(1), RowKey.Parse(r.GetString(2)), Enum.Parse<ConflictKind>(r.GetString(3)), Enum.Parse<ConflictStatus>(r.GetString(4)),
            RowImage.FromJson(Text(r, 5)), RowImage.FromJson(Text(r, 6)), RowImage.FromJson(Text(r, 7)), RowImage.FromJson(Text(r, 8)), r.GetString(9), r.GetString(10),
            DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(11)), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(12)), Text(r, 13), r.GetInt32(14), Text(r, 15), Text(r, 16)),
        after);

    /// <summary>Every value that some conflict's record holds.</summary>
    public IEnumerable<RowImage> KeptByConflicts() =>
        Conflicts().SelectMany(c => new[] { c.Base, c.Left, c.Right }.OfType<RowImage>().Concat(c.RelatedImages))
            .Concat(_session.Rows("SELECT before_image, after_image FROM data_conflict_sides", r => new[] { RowImage.FromJson(Text(r, 0)), RowImage.FromJson(Text(r, 1)) }).SelectMany(i => i).OfType<RowImage>());

    /// <summary>What should be gone once everybody has everything: a table and its rows.</summary>
    public IEnumerable<string> Leftovers() =>
        from table in new[] { "hub_log", "row_head", "head_value", "parked_row", "node_deferred", "awaited_row" }
        let rows = _session.Number($"SELECT count(*) FROM {table}")
        where rows > 0
        select $"{rows} rows of {table}";

    /// <summary>The hub's account of the walk.</summary>
    public IEnumerable<string> History() =>
        _session.Rows(
            "SELECT position, table_name, row_key, origin, before_image, after_image, replaces FROM hub_log ORDER BY position",
            r => $"  {r.GetInt64(0)} {r.GetString(1)} {r.GetString(2)} by {r.GetString(3)}: {Text(r, 4) ?? "-"} -> {Text(r, 5) ?? "-"} replaces {Text(r, 6) ?? "-"}")
        .Concat(Conflicts().Select(c => $"  {c}"));

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _temp.DisposeAsync();
    }

    private void Restart()
    {
        Log = new HubLog(Store, _session, Clock, _safeties);
        Planner = new DeliveryPlanner(_session, _safeties);
        Pruner = new HubPruner(Log, _safeties);
        Resolver = new ConflictResolver(Log, Clock);
        Findings = new TargetFindings(Log, Clock);
    }

    private static string? Text(HubRow r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
