namespace MultiDbSync.Api.Features.Audit;

/// <summary>Which entries, as query parameters; what is absent does not narrow.</summary>
/// <param name="Actor">Part of who acted.</param>
/// <param name="Action">An action, or what stands before its dot.</param>
/// <param name="Subject">Part of what it was about.</param>
/// <param name="Outcome">Done, NotDone, Refused, Failed.</param>
/// <param name="From">From then on.</param>
/// <param name="Until">Before then.</param>
internal sealed record AuditFilter(string? Actor, string? Action, string? Subject, string? Outcome, DateTimeOffset? From, DateTimeOffset? Until, int? Page, int? PageSize);
