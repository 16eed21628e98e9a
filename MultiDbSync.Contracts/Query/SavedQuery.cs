namespace MultiDbSync.Contracts.Query;

/// <summary>A query with a name.</summary>
/// <param name="Owner">Who saved it.</param>
/// <param name="IsShared">Everybody who may run queries sees it.</param>
/// <param name="MayChange">The caller may change and delete it.</param>
public sealed record SavedQuery(
    long Id,
    string Name,
    string Sql,
    IReadOnlyList<string> Databases,
    string Owner,
    bool IsShared,
    bool MayChange,
    DateTimeOffset ChangedAt);
