using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Contracts.SyncSets;
using RouteDirection = MultiDbSync.Contracts.SyncSets.RouteDirection;

namespace MultiDbSync.Web.Features.Home;

/// <summary>
/// Where the picture's parts stand, in its own units: sync sets in the middle, databases in a column on each side, each line one membership. Databases stay in the
/// order of the list, so that the picture does not change while states do.
/// </summary>
public sealed record TopologyPlan(double Width, double Height, IReadOnlyList<TopologyBox<DatabaseSummary>> Databases, IReadOnlyList<TopologyBox<SyncSetSummary>> Sets, IReadOnlyList<TopologyLine> Lines)
{
    /// <summary>Width of a box.</summary>
    public const double BoxWidth = 220;

    /// <summary>Height of a box.</summary>
    public const double BoxHeight = 74;

    private const double Gap = 20;
    private const double Margin = 6;
    private const double Middle = 400;

    /// <summary>The plan of a status.</summary>
    public static TopologyPlan Of(SyncStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var half = (status.Databases.Count + 1) / 2;
        var rows = Math.Max(1, Math.Max(half, status.SyncSets.Count));
        var height = rows * (BoxHeight + Gap) - Gap + 2 * Margin;
        var databases = status.Databases.Select((database, index) => index < half
            ? Box(database, Margin, index, half, height)
            : Box(database, 2 * Middle - BoxWidth - Margin, index - half, status.Databases.Count - half, height)).ToList();
        var sets = status.SyncSets.Select((set, index) => Box(set, Middle - BoxWidth / 2, index, status.SyncSets.Count, height)).ToList();
        return new TopologyPlan(2 * Middle, height, databases, sets, [.. sets.SelectMany(set => LinesOf(set, databases))]);
    }

    private static TopologyBox<T> Box<T>(T of, double x, int index, int count, double height)
    {
        var free = height - 2 * Margin - count * BoxHeight;
        var gap = count > 1 ? Math.Min(Gap * 3, free / (count - 1)) : 0;
        var top = Margin + (free - gap * (count - 1)) / 2;
        return new TopologyBox<T>(of, x, top + index * (BoxHeight + gap));
    }

    private static IEnumerable<TopologyLine> LinesOf(TopologyBox<SyncSetSummary> set, List<TopologyBox<DatabaseSummary>> databases)
    {
        foreach (var database in databases.Where(box => set.Of.Databases.Contains(box.Of.Name)))
        {
            var route = set.Of.Routes.FirstOrDefault(r => r.Database == database.Of.Name) ?? new SyncSetRoute(database.Of.Name, RouteDirection.Both, RouteState.Active);
            var left = database.X < set.X;
            yield return new TopologyLine(
                set.Of, database.Of, route, left ? database.X + BoxWidth : database.X, database.Y + BoxHeight / 2, left ? set.X : set.X + BoxWidth, set.Y + BoxHeight / 2);
        }
    }
}
