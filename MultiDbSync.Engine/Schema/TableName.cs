namespace MultiDbSync.Engine.Schema;

/// <summary>
/// A table's name with the schema that it stands in. As text: the bare name in the default schema, else <c>schema.table</c>; a part that has a dot or a
/// double quote in it, and any bare name with a dot, stands in double quotes.
/// </summary>
/// <param name="Namespace">The schema, or null for the connection's default one.</param>
public readonly record struct TableName(string? Namespace, string Name)
{
    /// <summary>Reads <see cref="ToString"/> back.</summary>
    /// <exception cref="FormatException">The text is not a table's name.</exception>
    public static TableName Parse(string text)
    {
        var at = 0;
        var first = Part(text, ref at);
        if (at == text.Length) return new TableName(null, first);
        at++;
        var second = Part(text, ref at);
        return at == text.Length ? new TableName(first, second) : throw new FormatException($"'{text}' has more than two parts.");
    }

    /// <inheritdoc />
    public override string ToString() => Namespace is null ? Quoted(Name) : $"{Quoted(Namespace)}.{Quoted(Name)}";

    private static string Quoted(string part) =>
        part.Contains('.', StringComparison.Ordinal) || part.Contains('"', StringComparison.Ordinal) ? $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : part;

    private static string Part(string text, ref int at)
    {
        if (at < text.Length && text[at] == '"') return QuotedPart(text, ref at);
        var end = text.IndexOf('.', at);
        var part = end < 0 ? text[at..] : text[at..end];
        at = end < 0 ? text.Length : end;
        return part;
    }

    private static string QuotedPart(string text, ref int at)
    {
        for (var end = at + 1; end < text.Length; end++)
        {
            if (text[end] != '"') continue;
            if (end + 1 < text.Length && text[end + 1] == '"')
            {
                end++;
                continue;
            }

            var part = text[(at + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal);
            at = end + 1;
            return at == text.Length || text[at] == '.' ? part : throw new FormatException($"'{text}' is not a table's name.");
        }

        throw new FormatException($"'{text}' has an opening quote without its closing one.");
    }
}
