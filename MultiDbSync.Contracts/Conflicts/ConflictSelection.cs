namespace MultiDbSync.Contracts.Conflicts;

/// <summary>Which open conflicts; what is null does not narrow. The fields are those of the list.</summary>
/// <param name="Status">Null or <c>Open</c>: nothing else can be settled.</param>
/// <param name="Database">A database on either side.</param>
/// <param name="Search">Part of the row's key or of the table's name.</param>
/// <param name="AssignedTo">An account, <c>me</c> or <c>nobody</c>.</param>
/// <param name="DetectedFrom">Found at this time or later.</param>
/// <param name="DetectedBefore">Found earlier than this time.</param>
public sealed record ConflictSelection(
    string? Status = null,
    string? SyncSet = null,
    string? Table = null,
    string? Kind = null,
    string? Database = null,
    string? Search = null,
    string? AssignedTo = null,
    DateTimeOffset? DetectedFrom = null,
    DateTimeOffset? DetectedBefore = null);
