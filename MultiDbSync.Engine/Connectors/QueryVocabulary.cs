namespace MultiDbSync.Engine.Connectors;

/// <summary>The words of a make's SQL, as far as they help somebody who types a statement that reads.</summary>
/// <param name="Keywords">Reserved and other words, in upper case.</param>
/// <param name="Functions">Names of functions, in lower case.</param>
/// <param name="Quote">What stands on both sides of a name that is no plain word.</param>
/// <param name="FoldsToLower">An unquoted name is read in lower case, so that others have to be quoted.</param>
public sealed record QueryVocabulary(IReadOnlyList<string> Keywords, IReadOnlyList<string> Functions, char Quote, bool FoldsToLower);
