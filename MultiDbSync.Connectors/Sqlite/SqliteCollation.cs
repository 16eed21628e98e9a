using System.Text;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Equality as the engine's indexes have it.</summary>
internal static class SqliteCollation
{
    /// <summary>True when a unique index takes both for one value. NULL equals nothing.</summary>
    /// <param name="collation">First letter of BINARY, NOCASE or RTRIM.</param>
    public static bool AreEqual(CellValue left, CellValue right, char collation) => (left.Kind, right.Kind) switch
    {
        (CellKind.Null, _) or (_, CellKind.Null) => false,
        (CellKind.Integer, CellKind.Real) => AreEqual(right.Real, left.Integer),
        (CellKind.Real, CellKind.Integer) => AreEqual(left.Real, right.Integer),
        (CellKind.Text, CellKind.Text) => string.Equals(Fold(left.Text, collation), Fold(right.Text, collation), StringComparison.Ordinal),
        _ => left == right,
    };

    private static bool AreEqual(double real, long integer) => real is >= -9223372036854775808.0 and < 9223372036854775808.0 && Math.Truncate(real) == real && (long)real == integer;

    // NOCASE knows the 26 letters of ASCII and no others.
    private static string Fold(string text, char collation) => collation switch
    {
        'N' => FoldLetters(text),
        'R' => text.TrimEnd(' '),
        _ => text,
    };

    private static string FoldLetters(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text) folded.Append(char.IsAsciiLetterLower(c) ? (char)(c - 32) : c);
        return folded.ToString();
    }
}
