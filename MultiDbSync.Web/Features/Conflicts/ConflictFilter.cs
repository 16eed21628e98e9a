using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>Which conflicts a list shows; the same words in the page's address and in the API's query.</summary>
public sealed record ConflictFilter(
    string? Status = null,
    string? SyncSet = null,
    string? Table = null,
    string? Kind = null,
    string? Database = null,
    string? Search = null,
    string? AssignedTo = null,
    int Page = 1)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 25;

    /// <summary>The status that shows them all. None at all means those that are open.</summary>
    public const string AnyStatus = "All";

    /// <summary>Whether anything but the page narrows the list.</summary>
    public bool IsEmpty => this with { Page = 1 } == new ConflictFilter();

    /// <summary>Whether it shows open conflicts and no others.</summary>
    public bool IsOpen => Status is null or nameof(ConflictStatus.Open);

    /// <summary>The same conflicts, to be settled.</summary>
    public ConflictSelection ToSelection() => new(null, SyncSet, Table, Kind, Database, Search, AssignedTo);

    /// <summary>The filter that an address's query holds.</summary>
    public static ConflictFilter FromQuery(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string? Of(string name) => values.TryGetValue(name, out var value) && !string.IsNullOrEmpty(value) ? value.ToString() : null;
        var page = int.TryParse(Of("page"), CultureInfo.InvariantCulture, out var number) ? number : 1;
        return new ConflictFilter(Of("status"), Of("syncSet"), Of("table"), Of("kind"), Of("database"), Of("search"), Of("assignedTo"), page);
    }

    /// <summary>The API's query, beginning with a question mark.</summary>
    public string ToQuery()
    {
        var query = Narrowing().Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).ToDictionary();
        query["status"] = Status ?? nameof(ConflictStatus.Open);
        if (Status == AnyStatus)
            query.Remove("status");
        query["page"] = Page.ToString(CultureInfo.InvariantCulture);
        query["pageSize"] = PageSize.ToString(CultureInfo.InvariantCulture);
        query["sort"] = "-detectedAt";
        return QueryHelpers.AddQueryString("", query);
    }

    /// <summary>The page's address that shows this list.</summary>
    public string ToAddress()
    {
        var query = Narrowing().Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).ToDictionary();
        if (Page > 1)
            query["page"] = Page.ToString(CultureInfo.InvariantCulture);
        return QueryHelpers.AddQueryString("/conflicts", query);
    }

    private KeyValuePair<string, string?>[] Narrowing() =>
    [
        new("status", Status), new("syncSet", SyncSet), new("table", Table),
        new("kind", Kind), new("database", Database), new("search", Search), new("assignedTo", AssignedTo),
    ];
}
