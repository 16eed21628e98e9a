namespace MultiDbSync.Contracts.Query;

/// <summary>The words of a database's SQL, for completion.</summary>
/// <param name="Quote">What stands on both sides of a name that is no plain word.</param>
/// <param name="FoldsToLower">An unquoted name is read in lower case, so that others have to be quoted.</param>
public sealed record QueryLanguage(string Database, IReadOnlyList<string> Keywords, IReadOnlyList<string> Functions, char Quote, bool FoldsToLower);
