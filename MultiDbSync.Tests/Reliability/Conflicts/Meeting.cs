using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Tests.Reliability.Conflicts;

/// <summary>Two changes of one row that do not know of each other. Left is the one that the hub takes first.</summary>
/// <param name="Id">The row's key.</param>
/// <param name="Left">What the left database does: <see cref="Change"/>.</param>
/// <param name="Kind">What the hub calls it; null where both come to the same, which is counted and not asked.</param>
/// <param name="Besides">What else holds afterwards, in words.</param>
internal sealed record Meeting(int Id, Change Left, Change Right, ConflictKind? Kind, string Besides = "")
{
    public static readonly IReadOnlyList<Meeting> All =
    [
        new(1, Change.Create, Change.Create, ConflictKind.CreateCreate),
        new(2, Change.Create, Change.CreateSame, null, "the same content"),
        new(3, Change.Update, Change.UpdateOverlapping, ConflictKind.UpdateUpdate),
        new(4, Change.Update, Change.UpdateSame, null, "the same values"),
        new(5, Change.UpdateOne, Change.UpdateOther, ConflictKind.DisjointUpdate, "other columns"),
        new(6, Change.Update, Change.Delete, ConflictKind.UpdateDelete),
        new(7, Change.Delete, Change.Update, ConflictKind.DeleteUpdate),
        new(8, Change.Delete, Change.Delete, null),
        new(9, Change.Update, Change.Rekey, ConflictKind.UpdateDelete, "of the old key; the row under its new key arrives"),
        new(10, Change.Rekey, Change.Update, ConflictKind.DeleteUpdate, "of the old key; the row under its new key arrives"),
        new(11, Change.Delete, Change.Rekey, null, "the row lives on under its new key"),
        new(12, Change.Rekey, Change.Delete, null, "the row lives on under its new key"),
        new(13, Change.Rekey, Change.RekeyElsewhere, null, "to different keys: both rows stand"),
        new(14, Change.Rekey, Change.Rekey, null, "to one key"),
        new(15, Change.Create, Change.RekeyHere, ConflictKind.CreateCreate, "of the key that the other row is moved to"),
        new(16, Change.RekeyHere, Change.Create, ConflictKind.CreateCreate, "of the key that the other row is moved to"),
    ];

    /// <summary>Rows that are there before.</summary>
    public IEnumerable<int> Before() => new[] { Left, Right }.SelectMany(c => c switch
    {
        Change.Create or Change.CreateSame => Array.Empty<int>(),
        Change.RekeyHere => [Id + 500],
        _ => [Id],
    }).Distinct();

    /// <summary>Rows that are there afterwards whatever is decided, with what was there before.</summary>
    public IEnumerable<int> Moved() => new[] { Left, Right }.SelectMany(c => c switch
    {
        Change.Rekey => new[] { Id + 1000 },
        Change.RekeyElsewhere => [Id + 2000],
        _ => [],
    }).Distinct();
}
