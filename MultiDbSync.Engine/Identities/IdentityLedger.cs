using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Engine.Identities;

/// <summary>Who has which numbers, in the hub store. Blocks are given under its one write lock, each above all that were given before.</summary>
internal sealed class IdentityLedger(HubLog.HubLog log, TimeProvider clock)
{
    /// <summary>The block that a database uses now, or null.</summary>
    public Task<IdentityBlock?> FindAsync(string syncSet, string table, string node, CancellationToken cancellationToken) => log.WriteAsync(
        session => session.First(
            "SELECT first, last FROM identity_blocks WHERE sync_set=$1 AND table_name=$2 AND node=$3 ORDER BY first DESC LIMIT 1",
            r => new IdentityBlock(r.GetInt64(0), r.GetInt64(1)), syncSet, table, node),
        cancellationToken);

    /// <summary>A new block above a number and above all blocks of the table, or null where the column holds none any more.</summary>
    public Task<IdentityBlock?> GiveAsync(string syncSet, string table, string node, long above, long size, long largest, CancellationToken cancellationToken) => log.WriteAsync(
        session =>
        {
            var last = Math.Max(above, session.Number("SELECT max(last) FROM identity_blocks WHERE sync_set=$1 AND table_name=$2", syncSet, table) ?? 0);
            if (last >= largest) return null;
            var block = new IdentityBlock(last + 1, largest - last < size ? largest : last + size);

            // What is left of the one before is never used.
            session.Execute("DELETE FROM identity_blocks WHERE sync_set=$1 AND table_name=$2 AND node=$3", syncSet, table, node);
            session.Execute(
                "INSERT INTO identity_blocks (sync_set, table_name, node, first, last, given_at) VALUES ($1, $2, $3, $4, $5, $6)",
                syncSet, table, node, block.First, block.Last, clock.GetUtcNow().ToUnixTimeMilliseconds());
            return block;
        },
        cancellationToken);

    /// <summary>Tables of which a database has numbers.</summary>
    public Task<List<(string SyncSet, string Table)>> TablesOfAsync(string node, CancellationToken cancellationToken) => log.WriteAsync(
        session => session.Rows("SELECT DISTINCT sync_set, table_name FROM identity_blocks WHERE node=$1", r => (r.GetString(0), r.GetString(1)), node), cancellationToken);
}
