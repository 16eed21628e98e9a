using Microsoft.AspNetCore.Mvc;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Parameters of the list of conflicts.</summary>
/// <param name="Database">A database on either side.</param>
/// <param name="Search">Part of the row's key or of the table's name.</param>
/// <param name="AssignedTo">An account, <c>me</c> or <c>nobody</c>.</param>
/// <param name="DetectedFrom">Found at this time or later.</param>
/// <param name="DetectedBefore">Found earlier than this time.</param>
internal sealed record ConflictFilter(
    [FromQuery] string? Status,
    [FromQuery] string? SyncSet,
    [FromQuery] string? Table,
    [FromQuery] string? Kind,
    [FromQuery] string? Database,
    [FromQuery] string? Search,
    [FromQuery] string? AssignedTo,
    [FromQuery] DateTimeOffset? DetectedFrom,
    [FromQuery] DateTimeOffset? DetectedBefore,
    [FromQuery] int? Page,
    [FromQuery] int? PageSize,
    [FromQuery] string? Sort)
{
    public ConflictSelection Selection => new(Status, SyncSet, Table, Kind, Database, Search, AssignedTo, DetectedFrom, DetectedBefore);
}
