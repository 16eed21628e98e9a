using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>One accepted change of the hub log.</summary>
/// <param name="KeyForm">The key under the set's weakest equality.</param>
/// <param name="Replaces">Values besides <paramref name="Before"/> that this entry knowingly replaces: a conflict's record keeps them.</param>
/// <param name="Unit">Entries of one source transaction share it.</param>
/// <param name="AcceptedAt">Hub clock.</param>
/// <param name="Trace">W3C trace context of the capture.</param>
internal sealed record LogEntry(
    long Position,
    string Table,
    RowKey Key,
    string KeyForm,
    RowImage? Before,
    RowImage? After,
    IReadOnlyList<RowImage?> Replaces,
    Origin Origin,
    long Unit,
    DateTimeOffset AcceptedAt,
    string? Trace);
