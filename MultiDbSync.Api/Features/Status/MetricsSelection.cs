namespace MultiDbSync.Api.Features.Status;

/// <summary>Whose figures are asked for; null narrows nothing.</summary>
internal sealed record MetricsSelection(string? SyncSet, string? Database)
{
    public bool IsAll => string.IsNullOrEmpty(SyncSet) && string.IsNullOrEmpty(Database);
}
