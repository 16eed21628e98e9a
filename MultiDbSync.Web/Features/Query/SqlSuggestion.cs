namespace MultiDbSync.Web.Features.Query;

/// <summary>Something that may stand at the caret.</summary>
/// <param name="Insert">What is written, quoted where it has to be.</param>
/// <param name="Kind"><c>table</c>, <c>column</c>, <c>alias</c>, <c>function</c> or <c>keyword</c>.</param>
/// <param name="Rank">Lower ones first.</param>
public sealed record SqlSuggestion(string Label, string Insert, string Kind, string Detail, int Rank);
