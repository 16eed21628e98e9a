using System.Text.Json.Serialization;

namespace MultiDbSync.Contracts.Databases;

/// <summary>Sets how much a database counts where policies compare databases.</summary>
/// <param name="Priority">-1000 to 1000; higher wins.</param>
public sealed record SetPriorityRequest([property: JsonRequired] int Priority);
