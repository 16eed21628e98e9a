using System.Text.Json.Serialization;

namespace MultiDbSync.Contracts.SyncSets;

/// <summary>Body of <c>POST /api/sync-sets/{name}/tables/{table}/try-policy</c>: a policy, and how many past conflicts to try it on.</summary>
/// <param name="Default">See <see cref="TablePolicyDefinition"/>.</param>
/// <param name="Kinds">By kind of conflict.</param>
/// <param name="Columns">By column.</param>
/// <param name="Last">The latest conflicts of the table, 1 to 1000.</param>
public sealed record TryPolicyRequest(
    [property: JsonRequired] string Default,
    IReadOnlyDictionary<string, string>? Kinds = null,
    IReadOnlyDictionary<string, string>? Columns = null,
    int Last = 100);
