using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// How a collation compares, from its name. https://dev.mysql.com/doc/refman/8.0/en/charset-unicode-sets.html,
/// https://mariadb.com/kb/en/supported-character-sets-and-collations/
/// </summary>
internal static class MySqlCollation
{
    private const KeyEquality Letters = KeyEquality.IgnoreCase | KeyEquality.IgnoreUnicodeCase | KeyEquality.IgnoreAccents;

    /// <summary>For columns outside of keys, and for none other: keys of an unknown collation are refused.</summary>
    public const KeyEquality Weakest = Letters | KeyEquality.TrimTrailingSpaces | KeyEquality.IgnoreUnweighted;

    /// <summary>Weaker than the collation or equal to it; null for one with the rules of a single language, which are not known here.</summary>
    public static KeyEquality? EqualityOf(string collation)
    {
        if (collation == "binary") return KeyEquality.Binary;
        var isNoPad = collation.Contains("nopad", StringComparison.Ordinal) || collation.Contains("_0900_", StringComparison.Ordinal);
        var name = collation.Replace("_nopad", "", StringComparison.Ordinal);
        return Comparing(name) is not { } equality ? null : isNoPad ? equality : equality | KeyEquality.TrimTrailingSpaces;
    }

    private static KeyEquality? Comparing(string name) => name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..] switch
    {
        "bin" or "0900_bin" => KeyEquality.Binary,
        "general_cs" when name.StartsWith("latin1", StringComparison.Ordinal) => Letters | KeyEquality.OneBeyondBmp,
        "general_ci" or "general_mysql500_ci" => Letters | KeyEquality.OneBeyondBmp,
        "swedish_ci" when name.StartsWith("latin1", StringComparison.Ordinal) => Letters | KeyEquality.SwedishLetters,

        // Version 4 of the algorithm, which gives everything beyond the first plane one weight.
        "unicode_ci" => Letters | KeyEquality.IgnoreUnweighted | KeyEquality.ExpandLetters | KeyEquality.OneBeyondBmp,
        "unicode_520_ci" or "0900_ai_ci" or "uca1400_ai_ci" => Letters | KeyEquality.IgnoreUnweighted | KeyEquality.ExpandLetters,
        "uca1400_ai_cs" => Letters | KeyEquality.IgnoreUnweighted | KeyEquality.ExpandLetters,
        "0900_as_ci" or "uca1400_as_ci" => KeyEquality.IgnoreCase | KeyEquality.IgnoreUnicodeCase | KeyEquality.IgnoreUnweighted,
        "0900_as_cs" or "uca1400_as_cs" => KeyEquality.IgnoreUnweighted,
        _ => null,
    };
}
