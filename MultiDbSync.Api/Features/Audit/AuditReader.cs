using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Audit;

/// <summary>The audit log as administrators read it: newest first.</summary>
internal sealed class AuditReader(HubDbContext db)
{
    /// <summary>An export has at most as many entries.</summary>
    public const int LargestExport = 100_000;

    private const int AtATime = 1000;

    /// <summary>A page, or null with what can't be used in <paramref name="errors"/>.</summary>
    public async Task<Page<AuditRecord>?> ReadAsync(AuditFilter filter, Dictionary<string, string> errors, CancellationToken cancellationToken)
    {
        var paging = PageParameters.Read(filter.Page, filter.PageSize, errors);
        var rows = Filtered(filter, errors);
        if (errors.Count > 0) return null;
        var total = await rows.CountAsync(cancellationToken);
        var found = await rows.OrderByDescending(e => e.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(cancellationToken);
        return new Page<AuditRecord>([.. found.Select(ToWire)], total, paging.Number, paging.Size);
    }

    /// <summary>What an export holds: pieces are read one after the other, so that it takes neither memory nor a long read of the store.</summary>
    public static async IAsyncEnumerable<AuditRecord> ExportAsync(IQueryable<AuditEntity> rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var below = long.MaxValue;
        for (var left = LargestExport; left > 0; left -= AtATime)
        {
            var last = below;
            var some = await rows.Where(e => e.Id < last).OrderByDescending(e => e.Id).Take(Math.Min(AtATime, left)).ToListAsync(cancellationToken);
            foreach (var entry in some) yield return ToWire(entry);
            if (some.Count < AtATime) yield break;
            below = some[^1].Id;
        }
    }

    /// <summary>Entries by filter; what can't be used is told in <paramref name="errors"/>.</summary>
    public IQueryable<AuditEntity> Filtered(AuditFilter filter, Dictionary<string, string> errors)
    {
        var rows = db.AuditEntries.AsNoTracking();
        if (NamedValue.Read<AuditOutcome>("outcome", filter.Outcome, errors) is { } outcome) rows = rows.Where(e => e.Outcome == outcome);
        if (filter.From is { } from) rows = rows.Where(e => e.At >= from);
        if (filter.Until is { } until) rows = rows.Where(e => e.At < until);
        if (filter.Action is { Length: > 0 } action)
        {
            var kind = action + ".";
            rows = rows.Where(e => e.Action == action || e.Action.StartsWith(kind));
        }

        if (filter.Actor is { Length: > 0 } actor) rows = rows.Where(e => EF.Functions.Like(e.Actor, Pattern(actor), @"\"));
        if (filter.Subject is { Length: > 0 } subject) rows = rows.Where(e => EF.Functions.Like(e.Subject, Pattern(subject), @"\"));
        return rows;
    }

    private static string Pattern(string part) =>
        $"%{part.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    private static AuditRecord ToWire(AuditEntity e) => new(e.Id, e.At, e.Actor, e.Address, e.Action, e.Subject, e.Before, e.After, e.Outcome, e.TraceId, e.Hash);
}
