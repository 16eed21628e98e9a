using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>Which figures the dashboard shows; the same words in the page's address and in the API's query.</summary>
public sealed record MetricsView(string? Range, string? SyncSet = null, string? Database = null)
{
    /// <summary>Whether all figures are shown, which alone arrive by push.</summary>
    public bool IsAll => SyncSet is null && Database is null;

    /// <summary>The API's query.</summary>
    public string ToQuery() => QueryHelpers.AddQueryString("", Part("minutes", MetricRange.Of(Range).Minutes.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The page's address that shows them.</summary>
    public string ToAddress() => QueryHelpers.AddQueryString("/dashboard", Part("range", Range));

    private Dictionary<string, string?> Part(string range, string? value) =>
        new KeyValuePair<string, string?>[] { new(range, value), new("syncSet", SyncSet), new("database", Database) }.Where(pair => !string.IsNullOrEmpty(pair.Value)).ToDictionary();
}
