using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Conflicts.Suggestions;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Engine.Conflicts.Suggestions;

/// <summary>Books of two databases, and what is suggested where they differ.</summary>
internal static class SuggestionBench
{
    public static readonly TableSchema Table = new(
        "books",
        [
            new("id", "INTEGER", CanonicalType.Int64, false, false, KeyEquality.Binary), new("title", "TEXT", CanonicalType.Text, true, false, KeyEquality.Binary),
            new("note", "TEXT", CanonicalType.Text, true, false, KeyEquality.Binary), new("stock", "SMALLINT", CanonicalType.Int16, true, false, KeyEquality.Binary),
        ],
        ["id"], [], []);

    public static RowImage Book(string? title, string? note = "new", long? stock = 10) => RowImage.Of(
        ("id", CellValue.FromInteger(1)), ("title", Text(title)), ("note", Text(note)), ("stock", stock is { } number ? CellValue.FromInteger(number) : CellValue.Null));

    public static IReadOnlyList<Suggestion> Of(RowImage? seen, RowImage? left, RowImage? right, TimeSpan rightLater = default) =>
        ConflictSuggestions.Of(Case(ConflictClassifier.Classify(seen, left, right), seen, left, right, rightLater));

    public static ConflictCase Case(ConflictKind kind, RowImage? seen, RowImage? left, RowImage? right, TimeSpan rightLater = default) => new(
        Table, kind, seen, new ConflictSide("left", left, DateTimeOffset.UnixEpoch, 0), new ConflictSide("right", right, DateTimeOffset.UnixEpoch + rightLater, 0));

    private static CellValue Text(string? value) => value is null ? CellValue.Null : CellValue.FromText(value);
}
