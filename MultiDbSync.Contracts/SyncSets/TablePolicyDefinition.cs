using System.Text.Json.Serialization;

namespace MultiDbSync.Contracts.SyncSets;

/// <summary>How a table's conflicts are settled.</summary>
/// <param name="Default">Settles what neither a kind nor a column has a policy for.</param>
/// <param name="Kinds">By kind of conflict, where it differs; null for none.</param>
/// <param name="Columns">By column: what both sides changed there; null for none.</param>
public sealed record TablePolicyDefinition(
    [property: JsonRequired] string Default,
    IReadOnlyDictionary<string, string>? Kinds = null,
    IReadOnlyDictionary<string, string>? Columns = null);
