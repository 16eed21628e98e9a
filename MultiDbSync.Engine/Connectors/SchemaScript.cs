namespace MultiDbSync.Engine.Connectors;

/// <summary>Data definition statements of one make.</summary>
/// <param name="BeforeLoad">Tables with their keys and unique constraints.</param>
/// <param name="AfterLoad">What is better added to full tables: foreign keys, plain indexes.</param>
/// <param name="Notes">What could not be carried over (a default that does not translate, an array that becomes JSON), in words for a person.</param>
public sealed record SchemaScript(IReadOnlyList<string> BeforeLoad, IReadOnlyList<string> AfterLoad, IReadOnlyList<string> Notes);
