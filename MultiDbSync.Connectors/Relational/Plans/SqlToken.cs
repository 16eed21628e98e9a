namespace MultiDbSync.Connectors.Relational.Plans;

/// <summary>A piece of SQL text.</summary>
/// <param name="Text">A name or a literal without its quotes; otherwise as it stands.</param>
/// <param name="Start">Where it begins in the text.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Start)
{
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;

    /// <summary>The keyword or symbol, whatever its case.</summary>
    public bool Is(string text) => Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && string.Equals(Text, text, StringComparison.OrdinalIgnoreCase);

    public bool IsAny(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            if (Is(text)) return true;
        return false;
    }
}
