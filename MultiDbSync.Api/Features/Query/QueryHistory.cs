using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Query;

/// <summary>The queries that a person ran, for that person alone: statements hold values.</summary>
internal sealed partial class QueryHistory(HubDbContext db, ILogger<QueryHistory> logger)
{
    /// <summary>Entries kept for each person.</summary>
    public const int Kept = 200;

    /// <summary>Longer statements are not kept.</summary>
    public const int LongestSql = 20_000;

    public async Task<Page<QueryRun>> ListAsync(string owner, string? search, PageParameters paging, CancellationToken cancellationToken)
    {
        var rows = db.QueryRuns.AsNoTracking().Where(r => r.Owner == owner);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = $"%{search.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            rows = rows.Where(r => EF.Functions.Like(r.Sql, pattern, @"\"));
        }

        var total = await rows.CountAsync(cancellationToken);
        var found = await rows.OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(cancellationToken);
        return new Page<QueryRun>([.. found.Select(ToWire)], total, paging.Number, paging.Size);
    }

    /// <summary>Notes a run. That it could not be noted is in the log: the person has an answer all the same.</summary>
    public async Task AddAsync(QueryRunNote note, CancellationToken cancellationToken)
    {
        if (note.Sql.Length > LongestSql) return;
        try
        {
            // SQLite begins it immediate: calls of one run on several databases come one after the other.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await PutAsync(note, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await PruneAsync(note.Owner, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception e) when (e is DbUpdateException or SqliteException)
        {
            NotNoted(note.Owner, e);
        }
    }

    public Task<int> ClearAsync(string owner, CancellationToken cancellationToken) => db.QueryRuns.Where(r => r.Owner == owner).ExecuteDeleteAsync(cancellationToken);

    /// <returns>False when the caller has no such entry.</returns>
    public async Task<bool> RemoveAsync(string owner, long id, CancellationToken cancellationToken) =>
        await db.QueryRuns.Where(r => r.Owner == owner && r.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;

    private async Task PutAsync(QueryRunNote note, CancellationToken cancellationToken)
    {
        var run = (note.Run ?? Guid.NewGuid()).ToString("N");
        var known = await db.QueryRuns.FirstOrDefaultAsync(r => r.Owner == note.Owner && r.Run == run, cancellationToken);
        if (known is null)
        {
            db.QueryRuns.Add(new QueryRunEntity
            {
                Owner = note.Owner,
                Run = run,
                Sql = note.Sql,
                Databases = NameList.ToJson([note.Database]),
                At = note.At,
                Outcome = note.Outcome,
                Rows = note.Rows,
                ElapsedMilliseconds = note.Elapsed.TotalMilliseconds,
            });
            return;
        }

        if (note.At < known.At) known.At = note.At;
        known.Databases = NameList.ToJson([.. NameList.Read(known.Databases).Append(note.Database).Distinct()]);
        known.Outcome = known.Outcome > note.Outcome ? known.Outcome : note.Outcome;
        known.Rows += note.Rows;
        known.ElapsedMilliseconds = Math.Max(known.ElapsedMilliseconds, note.Elapsed.TotalMilliseconds);
    }

    private async Task PruneAsync(string owner, CancellationToken cancellationToken)
    {
        var last = await db.QueryRuns.Where(r => r.Owner == owner).OrderByDescending(r => r.Id).Skip(Kept).Select(r => (long?)r.Id).FirstOrDefaultAsync(cancellationToken);
        if (last is not null) await db.QueryRuns.Where(r => r.Owner == owner && r.Id <= last).ExecuteDeleteAsync(cancellationToken);
    }

    private static QueryRun ToWire(QueryRunEntity run) => new(run.Id, run.Sql, NameList.Read(run.Databases), run.At, run.Outcome, run.Rows, run.ElapsedMilliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A query of {Actor} could not be noted in the history")]
    private partial void NotNoted(string actor, Exception error);
}
