namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>What a piece of SQL text is.</summary>
internal enum SqlTokenKind
{
    Word,
    QuotedName,
    Text,
    Number,
    Symbol,
}
