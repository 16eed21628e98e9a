using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts.Suggestions;

/// <summary>Both sides counted the same numbers up, or down: the sum of what they did may be meant.</summary>
internal sealed class CounterRule : ISuggestionRule
{
    public Suggestion? Look(ConflictCase conflict)
    {
        if (conflict.Base is not { } seen || !conflict.HasBoth() || conflict.Overlap.Count == 0) return null;
        var values = new List<(string Column, CellValue Value)>();
        var words = new List<string>();
        foreach (var column in conflict.Overlap)
        {
            var (left, right) = (conflict.Left.Image![column], conflict.Right.Image![column]);
            if (CellNumber.Compare(left, seen[column]) is not { } one || CellNumber.Compare(right, seen[column]) is not { } other || one * other <= 0) return null;
            if (CellNumber.AddDelta(left, seen[column], right) is not { } sum || conflict.Table.Column(column) is not { } type || !CellNumber.Fits(sum, type)) return null;
            values.Add((column, sum));
            words.Add($"{column}: both {(one < 0 ? "took away" : "added")}, both changes together give {sum.ToDisplay()}");
        }

        var row = conflict.Merged(right: false).With(conflict.Overlap, RowImage.Of([.. values]));
        return new Suggestion(ConflictChoice.Edit, row, string.Join("; ", words) + ".");
    }
}
