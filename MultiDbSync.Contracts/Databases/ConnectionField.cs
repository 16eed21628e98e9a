namespace MultiDbSync.Contracts.Databases;

/// <summary>One of the fields that a make's connection is made of.</summary>
/// <param name="Name">As it is sent, for instance <c>host</c>.</param>
/// <param name="Label">As it is shown.</param>
/// <param name="Default">What counts where it is left empty; null when that is nothing.</param>
/// <param name="Hint">What belongs there, in a few words, or null.</param>
public sealed record ConnectionField(string Name, string Label, ConnectionFieldKind Kind, bool Required, string? Default = null, string? Hint = null);
