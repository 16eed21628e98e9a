using Microsoft.AspNetCore.Mvc;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Parameters of the list of conflicts.</summary>
/// <param name="Database">A database on either side.</param>
/// <param name="Search">Part of the row's key or of the table's name.</param>
internal sealed record ConflictFilter(
    [FromQuery] string? Status,
    [FromQuery] string? SyncSet,
    [FromQuery] string? Table,
    [FromQuery] string? Kind,
    [FromQuery] string? Database,
    [FromQuery] string? Search,
    [FromQuery] int? Page,
    [FromQuery] int? PageSize,
    [FromQuery] string? Sort);
