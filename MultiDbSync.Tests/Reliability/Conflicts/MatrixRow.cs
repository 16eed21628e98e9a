using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Reliability.Conflicts;

/// <summary>A row of a matrix's table as it should be: its columns v, w and n.</summary>
internal sealed record MatrixRow(string V, string W, long N)
{
    public static readonly MatrixRow Base = new("base", "base", 10);

    public static MatrixRow? Of(RowImage? image) => image is null ? null : new MatrixRow(image["v"].Text, image["w"].Text, image["n"].Integer);

    /// <summary>What a side made of the row; null where it is gone.</summary>
    public static MatrixRow? After(Change change, string side) => change switch
    {
        Change.Create => new MatrixRow(side, side, 1),
        Change.CreateSame => new MatrixRow("left", "left", 1),
        Change.Update => Base with { V = side, W = side },
        Change.UpdateSame => Base with { V = "left", W = "left" },
        Change.UpdateOverlapping or Change.UpdateOne => Base with { V = side },
        Change.UpdateOther => Base with { W = side },
        Change.RekeyHere => Base,
        _ => null,
    };

    /// <summary>What is to come of it.</summary>
    public static MatrixRow? After(Meeting meeting, Outcome outcome)
    {
        var (left, right) = (After(meeting.Left, "left"), After(meeting.Right, "right"));
        return outcome switch
        {
            Outcome.Left => left,
            Outcome.Right => right,
            _ => new MatrixRow(Merge(left!.V, right!.V, outcome), Merge(left.W, right.W, outcome), 10),
        };
    }

    /// <summary>The statement of an application.</summary>
    public static string Statement(string table, Meeting meeting, Change change, string side) => change switch
    {
        Change.Create or Change.CreateSame => $"INSERT INTO {table} VALUES ({meeting.Id}, '{After(change, side)!.V}', '{After(change, side)!.W}', 1)",
        Change.Delete => $"DELETE FROM {table} WHERE id = {meeting.Id}",
        Change.Rekey => $"UPDATE {table} SET id = {meeting.Id + 1000} WHERE id = {meeting.Id}",
        Change.RekeyElsewhere => $"UPDATE {table} SET id = {meeting.Id + 2000} WHERE id = {meeting.Id}",
        Change.RekeyHere => $"UPDATE {table} SET id = {meeting.Id} WHERE id = {meeting.Id + 500}",
        _ => $"UPDATE {table} SET v = '{After(change, side)!.V}', w = '{After(change, side)!.W}' WHERE id = {meeting.Id}",
    };

    private static string Merge(string left, string right, Outcome outcome) =>
        left == "base" ? right : right == "base" ? left : outcome == Outcome.MergedRight ? right : left;
}
