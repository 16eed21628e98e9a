using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace MultiDbSync.Web.Features.Runs;

/// <summary>Which runs a list shows; the same words in the page's address and in the API's query, but for <paramref name="Since"/>.</summary>
/// <param name="Since">Asked for in the last <c>1h</c>, <c>24h</c>, <c>7d</c> or <c>30d</c>.</param>
/// <param name="From">Asked for at this time or later; for links from charts.</param>
/// <param name="To">Asked for before this time.</param>
public sealed record RunFilter(
    string? SyncSet = null, string? Kind = null, string? Status = null, string? Since = null, DateTimeOffset? From = null, DateTimeOffset? To = null, int Page = 1)
{
    /// <summary>The times that can be chosen, by their key.</summary>
    public static IReadOnlyList<(string Key, string Text, TimeSpan Span)> Times { get; } =
    [
        ("1h", "Last hour", TimeSpan.FromHours(1)), ("24h", "Last 24 hours", TimeSpan.FromHours(24)), ("7d", "Last 7 days", TimeSpan.FromDays(7)), ("30d", "Last 30 days", TimeSpan.FromDays(30)),
    ];

    /// <summary>Whether anything but the page narrows the list.</summary>
    public bool IsEmpty => this with { Page = 1 } == new RunFilter();

    /// <summary>The API's query of one page, beginning with a question mark.</summary>
    public string ToQuery(int page, int pageSize, DateTimeOffset now)
    {
        var since = Times.FirstOrDefault(time => time.Key == Since).Span;
        var from = since > TimeSpan.Zero ? now - since : From;
        return QueryHelpers.AddQueryString("", Narrowing(from, To, null, page, pageSize));
    }

    /// <summary>The page's address that shows this list.</summary>
    public string ToAddress() => QueryHelpers.AddQueryString("/runs", Narrowing(From, To, Since, Page > 1 ? Page : null, null));

    private Dictionary<string, string?> Narrowing(DateTimeOffset? from, DateTimeOffset? to, string? since, int? page, int? pageSize) => new KeyValuePair<string, string?>[]
    {
        new("syncSet", SyncSet), new("kind", Kind), new("status", Status), new("since", since), new("from", Text(from)), new("to", Text(to)),
        new("page", page?.ToString(CultureInfo.InvariantCulture)), new("pageSize", pageSize?.ToString(CultureInfo.InvariantCulture)),
    }.Where(pair => !string.IsNullOrEmpty(pair.Value)).ToDictionary();

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
