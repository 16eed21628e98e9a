using System.Text;

namespace MultiDbSync.Tests.Security.Permissions;

/// <summary>The tables of docs/permissions.md.</summary>
internal sealed class PermissionsPage
{
    public const string Marker = "<!-- From here on PermissionsPageTests writes this page (MDS_WRITE_DOCS=1) and fails when it says anything else. -->";

    private readonly StringBuilder _text = new();

    public async Task TableAsync(string title, string what, IEnumerable<PermissionRow> rows, IReadOnlyList<Caller> callers, IServiceProvider services)
    {
        if (_text.Length > 0) Line("");
        Line($"## {title}");
        Line($"| {what} | {string.Join(" | ", callers.Select(c => c.Name))} |");
        Line($"|---|{string.Concat(callers.Select(_ => "---|"))}");
        foreach (var row in rows.DistinctBy(r => r.Name).OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            var cells = new List<string>();
            foreach (var caller in callers) cells.Add(await row.AllowsAsync(caller, services) ? "yes" : "–");
            Line($"| `{row.Name}` | {string.Join(" | ", cells)} |");
        }
    }

    public override string ToString() => _text.ToString();

    private void Line(string line) => _text.Append(line).Append('\n');
}
