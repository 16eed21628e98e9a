using System.Globalization;

namespace MultiDbSync.Web.Features.Query;

/// <summary>What the page's address says: databases, and the saved query. Never a statement: addresses are kept in histories and logs.</summary>
internal static class QueryAddress
{
    /// <summary>The chosen databases that exist, in the list's order; the first one when none does.</summary>
    public static IReadOnlyList<string> Chosen(string? databases, string? database, IReadOnlyList<string> known)
    {
        var named = (databases ?? database ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var chosen = known.Where(named.Contains).ToList();
        return chosen.Count > 0 ? chosen : [.. known.Take(1)];
    }

    public static string Of(IReadOnlyList<string> databases, long? saved)
    {
        var address = "/query?databases=" + string.Join(',', databases.Select(Uri.EscapeDataString));
        return saved is { } id ? address + "&saved=" + id.ToString(CultureInfo.InvariantCulture) : address;
    }
}
