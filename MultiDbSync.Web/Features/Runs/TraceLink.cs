using System.Text.RegularExpressions;

namespace MultiDbSync.Web.Features.Runs;

/// <summary>Where traces can be looked at: <c>Telemetry:Dashboard</c>, the address of an Aspire dashboard. Without it traces have no link.</summary>
internal sealed partial class TraceLink(IConfiguration configuration)
{
    private readonly string? _dashboard = Uri.TryCreate(configuration["Telemetry:Dashboard"], UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address.ToString().TrimEnd('/')
        : null;

    /// <summary>The address of a trace, or null.</summary>
    public string? Of(string? trace) => _dashboard is not null && trace is not null && Id().IsMatch(trace) ? $"{_dashboard}/traces/detail/{trace}" : null;

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex Id();
}
