using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Contracts.Databases;

/// <summary>Registers a database.</summary>
/// <param name="Name">Letters, digits, <c>_</c> and <c>-</c>; at most 60.</param>
/// <param name="Make">A registered make, for instance <c>sqlite</c>.</param>
/// <param name="ConnectionString">The make's connection string; never returned by any call.</param>
/// <param name="SyncSet">The sync set to join, or null.</param>
/// <param name="FirstLoad">How it joins; null: its rows must be equal to those of the others.</param>
/// <param name="Fields">Instead of a connection string: the fields of the make.</param>
public sealed record AddDatabaseRequest(
    string Name, string Make, string? ConnectionString, string? SyncSet, FirstLoadRequest? FirstLoad = null, IReadOnlyDictionary<string, string>? Fields = null)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => $"{nameof(AddDatabaseRequest)} {{ {nameof(Name)} = {Name}, {nameof(Make)} = {Make}, {nameof(SyncSet)} = {SyncSet} }}";
}
