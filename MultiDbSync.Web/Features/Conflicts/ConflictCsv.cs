using System.Globalization;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>Conflicts as lines of a file: what the list tells, no values of rows but their keys.</summary>
internal static class ConflictCsv
{
    public static IReadOnlyList<string> Columns { get; } =
        ["id", "sync set", "table", "key", "kind", "state", "left", "right", "detected (UTC)", "settled (UTC)", "settled by", "resolution", "to be decided by"];

    public static IReadOnlyList<string?> Line(ConflictSummary conflict) =>
    [
        conflict.Id.ToString(CultureInfo.InvariantCulture), conflict.SyncSet, conflict.Table, conflict.Key, conflict.Kind.ToString(), conflict.Status.ToString(),
        conflict.LeftOrigin, conflict.RightOrigin, At(conflict.DetectedAt), conflict.ResolvedAt is { } at ? At(at) : null, conflict.ResolvedBy, conflict.Resolution, conflict.AssignedTo,
    ];

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
