using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// How a collation compares, from its name: <c>_bin</c>, <c>_cs</c>, <c>_ci</c>, with <c>_as</c>/<c>_ai</c> for accents; <c>_nopad_</c> and the 0900 ones count
/// trailing spaces. https://dev.mysql.com/doc/refman/8.0/en/charset-collation-names.html, https://mariadb.com/kb/en/supported-character-sets-and-collations/
/// </summary>
internal static class MySqlCollation
{
    public static KeyEquality EqualityOf(string collation)
    {
        var pads = !collation.Contains("nopad", StringComparison.Ordinal) && !collation.Contains("_0900_", StringComparison.Ordinal) && collation != "binary";
        var equality = pads ? KeyEquality.TrimTrailingSpaces : KeyEquality.Binary;
        if (collation == "binary" || collation.EndsWith("_bin", StringComparison.Ordinal)) return equality;
        return equality | KeyEquality.IgnoreCase;
    }
}
