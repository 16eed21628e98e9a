using Microsoft.AspNetCore.Mvc;
using MultiDbSync.Api.Features.Lists;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Runs;

/// <summary>Parameters of the list of runs.</summary>
/// <param name="From">Only runs that were asked for at this time or later.</param>
/// <param name="To">Only runs that were asked for before this time.</param>
internal sealed record RunFilter(
    [FromQuery] string? SyncSet,
    [FromQuery] string? Status,
    [FromQuery] string? Kind,
    [FromQuery] DateTimeOffset? From,
    [FromQuery] DateTimeOffset? To,
    [FromQuery] int? Page,
    [FromQuery] int? PageSize,
    [FromQuery] string? Sort)
{
    /// <summary>The rows that match; what can't be used is told in <paramref name="errors"/>.</summary>
    /// <param name="otherKind">A kind that is none of a run and is let through.</param>
    public IQueryable<RunEntity> Of(IQueryable<RunEntity> rows, Dictionary<string, string> errors, string? otherKind = null)
    {
        if (NamedValue.Read<RunStatus>("status", Status, errors) is { } status) rows = rows.Where(r => r.Status == status);
        if (!string.Equals(Kind, otherKind, StringComparison.OrdinalIgnoreCase) && NamedValue.Read<RunKind>("kind", Kind, errors) is { } kind) rows = rows.Where(r => r.Kind == kind);
        if (!string.IsNullOrEmpty(SyncSet)) rows = rows.Where(r => r.SyncSet == SyncSet);
        if (From is { } from) rows = rows.Where(r => r.RequestedAt >= from);
        if (To is { } to) rows = rows.Where(r => r.RequestedAt < to);
        return rows;
    }
}
