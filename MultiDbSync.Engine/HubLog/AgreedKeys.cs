using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// Makes the keys of a sync set compare more weakly, for a database that tells fewer of them apart: every key form that the hub has written down is formed
/// anew. Safe to repeat; the worker does so when it reads the new agreement, for what it committed meanwhile by the old one.
/// </summary>
public sealed class AgreedKeys : IAsyncDisposable
{
    private readonly HubLog _log;
    private readonly bool _owned;

    /// <summary>For a process that does not capture.</summary>
    public AgreedKeys(HubStore store, TimeProvider clock)
        : this(new HubLog(store, clock, EngineSafeties.AllOn)) => _owned = true;

    internal AgreedKeys(HubLog log) => _log = log;

    /// <summary>Writes weaker tables into the set's agreement and forms the keys anew, or does nothing.</summary>
    /// <param name="weaker">Tables of the set as <see cref="AgreedEquality.Weakest"/> made them.</param>
    /// <returns>Rows that would be one, as <c>table: key, key</c>; empty when it was done.</returns>
    public Task<IReadOnlyList<string>> WeakenAsync(string syncSet, IReadOnlyList<TableSchema> weaker, CancellationToken cancellationToken) =>
        _log.WriteAsync<IReadOnlyList<string>>(
            session =>
            {
                List<string> clashes = [.. weaker.SelectMany(t => new KeyForms(session, syncSet, t).Clashes())];
                if (clashes.Count > 0) return clashes;
                foreach (var table in weaker)
                {
                    session.Execute("UPDATE sync_tables SET schema_json=$3 WHERE sync_set=$1 AND name=$2", syncSet, table.Name, TopologyReader.ToJson(table));
                    new KeyForms(session, syncSet, table).Rewrite();
                }

                return [];
            },
            cancellationToken);

    /// <summary>Forms the keys of tables anew that are agreed on already. Of rows that became one since, the hub remembers the one that changed last.</summary>
    internal Task<int> ReformAsync(string syncSet, IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken) =>
        _log.WriteAsync(
            session =>
            {
                foreach (var table in tables) new KeyForms(session, syncSet, table).Rewrite();
                return tables.Count;
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_owned) await _log.DisposeAsync();
    }
}
