using System.Data.Common;
using System.Globalization;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>
/// Below it no entry of the change log will ever be visible again, so reads and the guard need not pass over deleted ones, which an old snapshot of
/// somebody's can keep in the index for hours.
/// <para>Why it is safe. A deletion of ours has transaction id D and knows of numbers up to N. Whoever was given a number up to N has written a row before,
/// so it has a transaction id, given out before D. Once a snapshot shows no running transaction up to D, all of them have ended: what has a number up to N
/// is visible in that snapshot or never will be. It holds for one life of one table on one server only, which the statement itself compares.</para>
/// </summary>
internal sealed class PgLowerBound
{
    private readonly object _lock = new();
    private Life _life = new(0, 0);
    private long _bound;
    private long _candidate;
    private long _deletion = long.MaxValue;

    /// <summary>The number to begin at, of parameters <paramref name="first"/> to <paramref name="first"/> + 2.</summary>
    public static string Sql(int first) => string.Create(
        CultureInfo.InvariantCulture,
        $"(SELECT CASE WHEN ${first} = extract(epoch FROM pg_postmaster_start_time())::bigint AND ${first + 1} = '{PgLogTables.Change}'::regclass::oid::bigint THEN ${first + 2} ELSE 0 END)");

    /// <summary>What <see cref="Read"/> takes, as columns of a SELECT.</summary>
    public const string Columns =
        $"extract(epoch FROM pg_postmaster_start_time())::bigint, '{PgLogTables.Change}'::regclass::oid::bigint, txid_snapshot_xmin(txid_current_snapshot())";

    public IEnumerable<DbParameter> Parameters()
    {
        lock (_lock) return [PgParameters.Number(_life.Started), PgParameters.Number(_life.Table), PgParameters.Number(_bound)];
    }

    /// <summary>A deletion has committed.</summary>
    /// <param name="largest">Largest number that was known before its transaction id was given out.</param>
    public void Deleted(long largest, long transaction)
    {
        lock (_lock)
        {
            // One at a time: a candidate that waits for an old transaction is not put off by every later one.
            if (_deletion == long.MaxValue) (_candidate, _deletion) = (largest, transaction);
        }
    }

    /// <summary>A snapshot has read from the bound on.</summary>
    /// <param name="lowest">The lowest number that was visible, or null.</param>
    public void Read(long started, long table, long oldestRunning, long? lowest)
    {
        lock (_lock)
        {
            if (_life != new Life(started, table)) (_life, _bound, _deletion) = (new Life(started, table), 0, long.MaxValue);
            else if (oldestRunning > _deletion) (_bound, _deletion) = (Math.Max(_bound, Math.Min(_candidate + 1, lowest ?? long.MaxValue)), long.MaxValue);
        }
    }

    private readonly record struct Life(long Started, long Table);
}
