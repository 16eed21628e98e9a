namespace MultiDbSync.Contracts.Databases;

/// <summary>A make that can be registered.</summary>
/// <param name="Make">As it is sent, for instance <c>sqlite</c>.</param>
/// <param name="Title">As it is shown.</param>
/// <param name="Summary">What it is good for and which versions, in one sentence.</param>
/// <param name="Example">A connection string without values that matter.</param>
public sealed record DatabaseMake(string Make, string Title, string Summary, string Example, IReadOnlyList<ConnectionField> Fields);
