namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// SQL that encodes a row as text inside a trigger. It runs in the application's program, on whatever SQLite that brings along, so it uses core
/// functions only (3.24 and later). <see cref="SqliteImageCodec"/> reads the text back.
/// </summary>
/// <param name="TextTag">Says how text looks when cast to a blob, which depends on the database's encoding: <c>T</c> UTF-8, <c>W</c> UTF-16le, <c>V</c> UTF-16be.</param>
internal sealed record SqliteImageSql(char TextTag)
{
    /// <summary>
    /// One value. Reals with 21 digits: <c>quote()</c> of 3.40 gives 15 where its own, not correctly rounded parser reads those back, which is another
    /// number to everyone else. <c>quote()</c> ends text at NUL, so that goes as bytes.
    /// </summary>
    public string Cell(string operand) =>
        $"CASE typeof({operand}) WHEN 'real' THEN printf('%!.20e',{operand}) " +
        $"WHEN 'text' THEN CASE WHEN instr(CAST({operand} AS BLOB),x'00') THEN '{TextTag}'''||hex(CAST({operand} AS BLOB))||'''' ELSE quote({operand}) END " +
        $"ELSE quote({operand}) END";

    /// <summary>A whole row: <c>"id"=1,"title"='x'</c>.</summary>
    public string Image(string row, IEnumerable<string> columns) =>
        Concat([.. columns.Select((c, i) => $"{SqliteIdentifier.Literal($"{(i == 0 ? "" : ",")}{SqliteIdentifier.Quote(c)}=")}||{Cell($"{row}.{SqliteIdentifier.Quote(c)}")}")]);

    /// <summary>A key: its values with commas between.</summary>
    public string Key(string row, IEnumerable<string> columns) =>
        Concat([.. columns.Select((c, i) => $"{(i == 0 ? "" : "','||")}{Cell($"{row}.{SqliteIdentifier.Quote(c)}")}")]);

    // As a balanced tree: a chain of || as long as a wide table's columns would pass the engine's limit on expression depth.
    private static string Concat(ReadOnlySpan<string> parts) => parts.Length switch
    {
        1 => $"({parts[0]})",
        _ => $"({Concat(parts[..(parts.Length / 2)])}||{Concat(parts[(parts.Length / 2)..])})",
    };
}
