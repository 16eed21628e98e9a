using System.Text;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Tests.Reliability.Conflicts;

namespace MultiDbSync.Tests.Documentation;

/// <summary>The tables of docs/conflicts.md, from the data of the conflict matrix.</summary>
internal static class ConflictsPage
{
    public const string Marker = "<!-- From here on ConflictsPageTests writes this page (MDS_WRITE_DOCS=1) and fails when it says anything else. -->";

    private static readonly string[] Rows = ["create", "update", "delete", "key change"];

    public static string Render()
    {
        var text = new StringBuilder();
        Grid(text);
        Policies(text);
        Numbers(text);
        Constraints(text);
        return text.ToString();
    }

    private static void Grid(StringBuilder text)
    {
        Line(text, "## Every pair of changes");
        Line(text, "Down: what the database does whose change the hub takes first (left). Across: what the other one does, not knowing of it (right).");
        Line(text, "");
        Line(text, $"| | {string.Join(" | ", Rows)} |");
        Line(text, $"|---|{string.Concat(Rows.Select(_ => "---|"))}");
        foreach (var left in Rows)
        {
            var cells = Rows.Select(right => string.Join("<br>", Meeting.All.Where(m => Name(m.Left) == left && Name(m.Right) == right).Select(Cell)));
            Line(text, $"| **{left}** | {string.Join(" | ", cells.Select(c => c.Length == 0 ? "can't meet" : c))} |");
        }

        Line(text, "");
    }

    private static void Policies(StringBuilder text)
    {
        Line(text, "## What each policy makes of them");
        Line(text, "Here the right change is the later one, and the left database has the higher priority.");
        Line(text, "");
        var kinds = ExpectedOutcomes.ByKind.Keys.ToList();
        Line(text, $"| Policy | {string.Join(" | ", kinds)} |");
        Line(text, $"|---|{string.Concat(kinds.Select(_ => "---|"))}");
        for (var i = 0; i < ExpectedOutcomes.Policies.Count; i++) Line(text, $"| `{ExpectedOutcomes.Policies[i]}` | {string.Join(" | ", kinds.Select(k => Words(ExpectedOutcomes.ByKind[k][i])))} |");
        Line(text, $"| `keep-both`, for CreateCreate | {string.Join(" | ", kinds.Select(k => k == ConflictKind.CreateCreate ? "both, the right one under a new key" : "as the table's policy"))} |");
        Line(text, "");
    }

    private static void Numbers(StringBuilder text)
    {
        Line(text, "## Policies of a column");
        Line(text, "A number was 10. In a table whose policy asks, its column has this policy:");
        Line(text, "");
        Line(text, "| Policy of the column | left 13, right 14 | 13 on both |");
        Line(text, "|---|---|---|");
        foreach (var (policy, different, same) in ExpectedOutcomes.Numbers) Line(text, $"| `{policy}` | {(different is { } number ? number : "a person decides")} | {same} |");
        Line(text, "");
    }

    private static void Constraints(StringBuilder text)
    {
        Line(text, "## Keys of other rows");
        Line(text, "These ask unless their kind has a policy of its own.");
        Line(text, "");
        Line(text, "| Policy of the kind | UniqueKey: two rows with one value | ForeignKey: a row and the deletion of what it refers to |");
        Line(text, "|---|---|---|");
        for (var i = 0; i < ExpectedOutcomes.ConstraintPolicies.Count; i++)
            Line(text, $"| `{ExpectedOutcomes.ConstraintPolicies[i]}` | {Words(ExpectedOutcomes.Unique[i])} | {Words(ExpectedOutcomes.Reference[i])} |");
    }

    private static string Cell(Meeting meeting)
    {
        var what = meeting.Kind?.ToString() ?? "equal: counted, not asked";
        return meeting.Besides.Length == 0 ? what : $"{what} ({meeting.Besides})";
    }

    private static string Name(Change change) => change switch
    {
        Change.Create or Change.CreateSame => "create",
        Change.Delete => "delete",
        Change.Rekey or Change.RekeyElsewhere or Change.RekeyHere => "key change",
        _ => "update",
    };

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Ask => "a person decides",
        Outcome.Left => "left",
        Outcome.Right => "right",
        Outcome.Merged => "merged",
        Outcome.MergedLeft => "merged; what both changed: left",
        _ => "merged; what both changed: right",
    };

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
