using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace MultiDbSync.Web.Features.Audit;

/// <summary>Which entries are shown; the page's address says the same.</summary>
/// <param name="From">The first day, as the address has it: yyyy-MM-dd, UTC.</param>
/// <param name="Until">The last day.</param>
public sealed record AuditFilter(string? Actor = null, string? Action = null, string? Subject = null, string? Outcome = null, string? From = null, string? Until = null, int Page = 1)
{
    /// <summary>Query of the console's page.</summary>
    public string AddressOfPage() => QueryHelpers.AddQueryString("/admin/audit", Parts(From, Until));

    /// <summary>Query of the API, which wants moments: the last day counts in full.</summary>
    public string AddressOf(string path) => QueryHelpers.AddQueryString(path, Parts(Moment(From, 0), Moment(Until, 1)));

    private static string? Moment(string? day, int after) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date < DateOnly.MaxValue
            ? date.AddDays(after).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z"
            : null;

    private IEnumerable<KeyValuePair<string, string?>> Parts(string? from, string? until)
    {
        var parts = new (string Name, string? Value)[]
        {
            ("actor", Actor), ("action", Action), ("subject", Subject), ("outcome", Outcome), ("from", from), ("until", until),
            ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
        };
        return parts.Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => KeyValuePair.Create(part.Name, part.Value));
    }
}
