using System.Globalization;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.SyncWorker.Mail;

/// <summary>The mail about conflicts that wait for a decision. It names rows and databases, never values: mail is not a place for people's data.</summary>
internal static class ConflictMail
{
    /// <summary>More than these are counted only.</summary>
    public const int MostListed = 50;

    /// <param name="conflicts">Those to list; not necessarily all.</param>
    /// <param name="total">How many there are.</param>
    public static MailContent Compose(IReadOnlyList<ConflictEntity> conflicts, int total, string linkBase)
    {
        var layout = new MailLayout(Subject(conflicts, total));
        layout.Paragraph(total == 1
            ? "Two databases changed the same data without knowing of each other. Each keeps its own value until you decide; everything else goes on."
            : $"{Count(total)} times, two databases changed the same data without knowing of each other. Each keeps its own value until you decide; everything else goes on.");
        foreach (var conflict in conflicts)
            layout.Item(Title(conflict), Lines(conflict), $"{linkBase.TrimEnd('/')}/conflicts/{conflict.Id.ToString(CultureInfo.InvariantCulture)}");
        if (total > conflicts.Count) layout.Link($"{Count(total - conflicts.Count)} more conflicts are open", $"{linkBase.TrimEnd('/')}/conflicts");
        return layout.Finish("You get this mail because the console lists your address for conflicts. Change what you get and how often at", MailLinks.Settings(linkBase));
    }

    private static string Subject(IReadOnlyList<ConflictEntity> conflicts, int total) =>
        total == 1
            ? $"Conflict in {conflicts[0].TableName}: {conflicts[0].LeftOrigin} and {conflicts[0].RightOrigin} disagree"
            : $"{Count(total)} conflicts wait for a decision";

    private static string Title(ConflictEntity c) => $"{c.TableName} {RowKey.Parse(c.RowKey).ToDisplay()}";

    private static IEnumerable<string> Lines(ConflictEntity c) =>
    [
        Words(c.Kind),
        $"Between {c.LeftOrigin} and {c.RightOrigin}, since {MailLinks.Time(c.DetectedAt)}",
    ];

    private static string Words(ConflictKind kind) => kind switch
    {
        ConflictKind.UpdateUpdate => "Changed on both sides",
        ConflictKind.DisjointUpdate => "Different columns changed on both sides",
        ConflictKind.UpdateDelete => "Changed on one side, deleted on the other",
        ConflictKind.DeleteUpdate => "Deleted on one side, changed on the other",
        ConflictKind.CreateCreate => "Created on both sides with different content",
        ConflictKind.UniqueKey => "Another row holds the same unique value",
        ConflictKind.ForeignKey => "The row that it refers to is missing",
        _ => "A value that no known change explains",
    };

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
