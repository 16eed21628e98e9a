using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Says in words what each side had not seen of the other.</summary>
internal static class ConflictReason
{
    public static string Of(ConflictEntity conflict, IReadOnlyList<ConflictCell> cells)
    {
        var (left, right) = (conflict.LeftOrigin, conflict.RightOrigin);
        return conflict.Kind switch
        {
            ConflictKind.UpdateUpdate =>
                $"{right} changed {Columns(cells, c => c.LeftChanged && c.RightChanged, "the row")} before it had received the change that {left} made to the same row.",
            ConflictKind.DisjointUpdate =>
                $"{left} changed {Columns(cells, c => c.LeftChanged, "the row")} and {right} changed {Columns(cells, c => c.RightChanged, "the row")} of the same row; neither had received the other's change.",
            ConflictKind.UpdateDelete => $"{right} deleted the row before it had received the change that {left} made to it.",
            ConflictKind.DeleteUpdate => $"{right} changed the row before it had received that {left} deleted it.",
            ConflictKind.CreateCreate => $"{left} and {right} each created a row with this key and different content.",
            ConflictKind.UniqueKey => $"A row of {right} has a value that must be unique and that another row, accepted from {left}, has already.",
            ConflictKind.ForeignKey when conflict.RightImage is null => $"{right} deleted the row while {left} has rows that refer to it.",
            ConflictKind.ForeignKey => $"The row of {right} refers to a row that {left} deleted.",
            _ => $"The row in {right} was not what it should have been, and no change of its own explains it.",
        };
    }

    private static string Columns(IReadOnlyList<ConflictCell> cells, Func<ConflictCell, bool> which, string otherwise)
    {
        var names = cells.Where(which).Select(c => c.Column).ToList();
        return names.Count switch
        {
            0 => otherwise,
            1 => names[0],
            <= 4 => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}",
            _ => $"{string.Join(", ", names.Take(3))} and {names.Count - 3} other columns",
        };
    }
}
