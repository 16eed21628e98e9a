using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>Which conflicts a list shows; the same words in the page's address and in the API's query, but for <paramref name="Age"/>.</summary>
/// <param name="Age">Key of a <see cref="ConflictAge"/>.</param>
/// <param name="From">Found at this time or later; for links from charts.</param>
/// <param name="To">Found before this time.</param>
public sealed record ConflictFilter(
    string? Status = null,
    string? SyncSet = null,
    string? Table = null,
    string? Kind = null,
    string? Database = null,
    string? Search = null,
    string? AssignedTo = null,
    int Page = 1,
    string? Age = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 25;

    /// <summary>The status that shows them all. None at all means those that are open.</summary>
    public const string AnyStatus = "All";

    /// <summary>Whether anything but the page narrows the list.</summary>
    public bool IsEmpty => this with { Page = 1 } == new ConflictFilter();

    /// <summary>Whether it shows open conflicts and no others.</summary>
    public bool IsOpen => Status is null or nameof(ConflictStatus.Open);

    /// <summary>The same conflicts as of a moment, to be settled.</summary>
    public ConflictSelection ToSelection(DateTimeOffset now) => new(null, SyncSet, Table, Kind, Database, Search, AssignedTo, Since(now), Until(now));

    /// <summary>The filter that an address's query holds.</summary>
    public static ConflictFilter FromQuery(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string? Of(string name) => values.TryGetValue(name, out var value) && !string.IsNullOrEmpty(value) ? value.ToString() : null;
        DateTimeOffset? At(string name) => DateTimeOffset.TryParse(Of(name), CultureInfo.InvariantCulture, out var at) ? at : null;
        var page = int.TryParse(Of("page"), CultureInfo.InvariantCulture, out var number) ? number : 1;
        return new ConflictFilter(Of("status"), Of("syncSet"), Of("table"), Of("kind"), Of("database"), Of("search"), Of("assignedTo"), page, Of("age"), At("from"), At("to"));
    }

    /// <summary>The API's query of the page shown, beginning with a question mark.</summary>
    public string ToQuery(DateTimeOffset now) => ToQuery(now, Page, PageSize);

    /// <summary>The API's query of another page.</summary>
    public string ToQuery(DateTimeOffset now, int page, int pageSize) => QueryHelpers.AddQueryString("", Narrowing(
        new("status", Status == AnyStatus ? null : Status ?? nameof(ConflictStatus.Open)), new("detectedFrom", Text(Since(now))), new("detectedBefore", Text(Until(now))),
        new("page", Text(page)), new("pageSize", Text(pageSize)), new("sort", "-detectedAt")));

    /// <summary>The page's address that shows this list.</summary>
    public string ToAddress() => QueryHelpers.AddQueryString("/conflicts", Narrowing(
        new("status", Status), new("age", Age), new("from", Text(From)), new("to", Text(To)), new("page", Page > 1 ? Text(Page) : null)));

    private DateTimeOffset? Since(DateTimeOffset now) => now - ConflictAge.Of(Age)?.Younger ?? From;

    private DateTimeOffset? Until(DateTimeOffset now) => now - ConflictAge.Of(Age)?.Older ?? To;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private Dictionary<string, string?> Narrowing(params KeyValuePair<string, string?>[] more) => new KeyValuePair<string, string?>[]
    {
        new("syncSet", SyncSet), new("table", Table), new("kind", Kind), new("database", Database), new("search", Search), new("assignedTo", AssignedTo),
    }.Concat(more).Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).ToDictionary();
}
