using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// Rows that hold each other's unique values (swapped, or in a ring) can't be written one by one: all are taken out, then put back with their new
/// values. A row that clashes with one outside leaves the ring, and the others are tried without it. Nothing fires or cascades on this connection.
/// </summary>
internal sealed class SqliteUniqueRing(SqliteDatabase database, SqliteApplyTables tables)
{
    /// <summary>Returns the rows that were written.</summary>
    public IReadOnlyList<SqliteRowState> Run(IEnumerable<SqliteRowState> rows)
    {
        var ring = rows.Where(r => r.Left is { IsClash: true }).ToList();
        while (ring.Count > 1)
        {
            database.Prepare("SAVEPOINT mds_ring").Execute();
            var goals = ring.ConvertAll(Take);
            var clash = ring.FindIndex(r => !Put(r, goals[ring.IndexOf(r)]));
            if (clash < 0)
            {
                database.Prepare("RELEASE mds_ring").Execute();
                foreach (var row in ring) Note(row);
                return ring;
            }

            database.Prepare("ROLLBACK TO mds_ring").Execute();
            database.Prepare("RELEASE mds_ring").Execute();
            ring.RemoveAt(clash);
        }

        return [];
    }

    // The row as it shall be; columns that the image doesn't carry keep what they hold.
    private RowImage? Take(SqliteRowState row)
    {
        var writer = tables.WriterOf(row.First.Table);
        var found = writer.Find(row.First.Key);
        if (!row.Seen) (row.Seen, row.Original) = (true, found);
        if (found is not null) writer.Delete(row.First.Key, out _);
        if (row.Last.After is not { } after) return null;
        var wanted = writer.Project(after);
        return found is null ? wanted : found.With(wanted.Columns, wanted);
    }

    private bool Put(SqliteRowState row, RowImage? goal) => goal is null || tables.WriterOf(row.First.Table).Insert(goal, out _) == 0;

    private void Note(SqliteRowState row)
    {
        row.Current = tables.WriterOf(row.First.Table).Find(row.Last.Key);
        (row.Left, row.Written, row.Position) = (null, true, row.Last.Position);
    }
}
