using System.Text.Json.Serialization;

namespace MultiDbSync.Contracts.Conflicts;

/// <summary>Body of <c>POST /api/resolve-conflict</c>.</summary>
/// <param name="Version">The version that the person saw. Another one answers 409, nothing is changed.</param>
/// <param name="Values">For <see cref="ConflictChoice.Edit"/>: every column's text; null is SQL NULL.</param>
/// <param name="Comment">Kept with the conflict.</param>
/// <param name="Columns">For <see cref="ConflictChoice.Columns"/>: where a column's value comes from. A column without an entry comes from the side that changed it.</param>
/// <param name="NewKey">For <see cref="ConflictChoice.KeepBoth"/>: the right row's new key, a text by key column; null lets the hub make one.</param>
public sealed record ResolveConflictRequest(
    long ConflictId,
    int Version,
    [property: JsonRequired] ConflictChoice Choice,
    IReadOnlyDictionary<string, string?>? Values,
    string? Comment,
    IReadOnlyDictionary<string, ColumnSource>? Columns = null,
    IReadOnlyDictionary<string, string?>? NewKey = null);
