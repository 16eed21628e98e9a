using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using MultiDbSync.Contracts.DeadLetters;

namespace MultiDbSync.Web.Features.DeadLetters;

/// <summary>Which refused rows a list shows; the same words in the page's address and in the API's query.</summary>
public sealed record DeadLetterFilter(string? SyncSet = null, string? Database = null, string? Table = null, string? Sort = null, int Page = 1)
{
    /// <summary>The API's query of one page, beginning with a question mark.</summary>
    public string ToQuery(int page, int pageSize) => QueryHelpers.AddQueryString("", Narrowing(page, pageSize));

    /// <summary>The page's address that shows this list.</summary>
    public string ToAddress() => QueryHelpers.AddQueryString("/dead-letters", Narrowing(Page > 1 ? Page : null, null));

    /// <summary>The same rows, to be tried again.</summary>
    public ReplayDeadLettersRequest ToReplay() => new(SyncSet, Database, Table);

    /// <summary>Whether anything but order and page narrows the list.</summary>
    public bool IsEmpty => SyncSet is null && Database is null && Table is null;

    private Dictionary<string, string?> Narrowing(int? page, int? pageSize) => new KeyValuePair<string, string?>[]
    {
        new("syncSet", SyncSet), new("database", Database), new("table", Table), new("sort", Sort),
        new("page", page?.ToString(CultureInfo.InvariantCulture)), new("pageSize", pageSize?.ToString(CultureInfo.InvariantCulture)),
    }.Where(pair => !string.IsNullOrEmpty(pair.Value)).ToDictionary();
}
