using System.Globalization;
using System.Text;
using MultiDbSync.Connectors.MySql;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Tests.Support;
using MySqlConnector;

namespace MultiDbSync.Tests.Connectors.MySql;

/// <summary>Texts that the server takes for one key have one form at the hub. Compared with the server's own weights.</summary>
public sealed class MariaDbCollationTests
{
    private const string Letters = "aAàÀäÄåÅæÆbcCçÇdđeEéÉfgGğiIíıİjkKlLłŁmnNñÑoOöÖøØœŒsSšŠßẞtTuUüÜvwyYýzZžαΑάβσςΣжЖйЙгҐґא כך0٠1１ＡａカかｶＫ-_.\u0301\u00AD\u200D";

    [Theory]
    [InlineData("utf8mb4_general_ci", 0xFFFF)]
    [InlineData("latin1_swedish_ci", 0xFFFF)]
    [InlineData("latin1_general_ci", 0xFFFF)]
    [InlineData("cp1251_general_ci", 0xFFFF)]
    [InlineData("greek_general_ci", 0xFFFF)]
    [InlineData("utf8mb4_unicode_ci", 0x05FF)]
    [InlineData("utf8mb4_unicode_520_ci", 0x05FF)]
    [InlineData("utf8mb4_uca1400_ai_ci", 0x05FF)]
    [InlineData("utf8mb4_uca1400_as_ci", 0x05FF)]
    [InlineData("utf8mb4_uca1400_as_cs", 0x05FF)]
    public async Task Form_LettersAndDigitsOfOneWeight_AreOne(string collation, int last)
    {
        await using var database = await MariaDbDatabase.CreateAsync();
        var texts = Enumerable.Range(1, last).Where(c => c is not (>= 0xD800 and <= 0xDFFF) && char.IsLetterOrDigit((char)c)).Select(c => ((char)c).ToString()).ToList();
        AssertWeaker(database, collation, texts);
    }

    [Theory]
    [InlineData("utf8mb4_general_ci")]
    [InlineData("utf8mb4_general_nopad_ci")]
    [InlineData("utf8mb4_bin")]
    [InlineData("utf8mb4_nopad_bin")]
    [InlineData("utf8mb4_unicode_ci")]
    [InlineData("utf8mb4_unicode_520_nopad_ci")]
    [InlineData("utf8mb4_uca1400_ai_ci")]
    [InlineData("utf8mb4_uca1400_as_ci")]
    [InlineData("utf8mb4_uca1400_nopad_as_cs")]
    [InlineData("latin1_swedish_ci")]
    [InlineData("latin1_swedish_nopad_ci")]
    public async Task Form_TextsThatTheServerComparesEqual_AreOne(string collation)
    {
        await using var database = await MariaDbDatabase.CreateAsync();
        var random = new Random(5);
        var texts = new HashSet<string>();
        while (texts.Count < 3000)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 4); length > 0; length--) text.Append(Letters[random.Next(Letters.Length)]);
            texts.Add(text.Append(' ', random.Next(3)).ToString());
        }

        AssertWeaker(database, collation, [.. texts]);
    }

    [Theory]
    [InlineData("utf8mb4_bin", "abc", "ABC", false)]
    [InlineData("utf8mb4_bin", "a", "a ", true)]
    [InlineData("utf8mb4_nopad_bin", "a", "a ", false)]
    [InlineData("utf8mb4_general_ci", "abc", "ABC ", true)]
    [InlineData("utf8mb4_general_ci", "a", "ä", true)]
    [InlineData("utf8mb4_general_ci", "abc", "abd", false)]
    [InlineData("utf8mb4_0900_ai_ci", "straße", "STRASSE", true)]
    [InlineData("utf8mb4_0900_ai_ci", "a", "a ", false)]
    [InlineData("utf8mb4_0900_ai_ci", "\U0001F363", "\U0001F37A", false)]
    [InlineData("utf8mb4_general_ci", "\U0001F363", "\U0001F37A", true)]
    [InlineData("utf8mb4_0900_as_ci", "é", "É", true)]
    [InlineData("utf8mb4_0900_as_ci", "e", "é", false)]
    [InlineData("utf8mb4_0900_as_cs", "é", "É", false)]
    [InlineData("utf8mb4_0900_as_cs", "e\u0301", "é", true)]
    [InlineData("latin1_swedish_ci", "ü", "Y", true)]
    public void Form_KnownPairs_AsDocumented(string collation, string left, string right, bool same) =>
        Assert.Equal(same, Form(collation, left) == Form(collation, right));

    [Theory]
    [InlineData("utf8mb4_danish_ci")]
    [InlineData("utf8mb4_de_pb_0900_ai_ci")]
    [InlineData("latin1_german2_ci")]
    [InlineData("utf8mb4_uca1400_swedish_ai_ci")]
    public void EqualityOf_RulesOfOneLanguage_NotKnown(string collation) => Assert.Null(MySqlCollation.EqualityOf(collation));

    private static void AssertWeaker(MariaDbDatabase database, string collation, List<string> texts)
    {
        var set = collation[..collation.IndexOf('_', StringComparison.Ordinal)];
        using var connection = database.Open("SET NAMES utf8mb4");
        MariaDbDatabase.Run(connection, "CREATE TEMPORARY TABLE texts(text VARCHAR(20)) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        foreach (var chunk in texts.Chunk(2000))
            MariaDbDatabase.Run(connection, $"INSERT INTO texts VALUES {string.Join(",", chunk.Select(t => $"({MySqlIdentifier.Literal(t)})"))}");

        // Texts that the character set lacks are left out. Padding is made visible by comparing with spaces that never end.
        var pad = collation.Contains("nopad", StringComparison.Ordinal) ? "" : ", 30";
        using var command = new MySqlCommand(
            $"""
            SELECT text, HEX(WEIGHT_STRING({(pad.Length == 0 ? $"CONVERT(text USING {set})" : $"RPAD(CONVERT(text USING {set}){pad}, ' ')")} COLLATE {collation})) FROM texts
            WHERE CONVERT(CONVERT(text USING {set}) USING utf8mb4) = text
            """, connection);
        var weights = new List<(string Text, string Weight)>();
        using (var rows = command.ExecuteReader())
            while (rows.Read()) weights.Add((rows.GetString(0), rows.GetString(1)));
        Assert.True(weights.Count > 100);
        var apart = weights.GroupBy(w => w.Weight).Select(g => g.GroupBy(w => Form(collation, w.Text)).Select(f => f.First().Text).ToList()).Where(g => g.Count > 1)
            .Select(g => string.Join(" ", g.Select(t => $"{t} {string.Join(' ', t.Select(c => ((int)c).ToString("X4", CultureInfo.InvariantCulture)))}"))).ToList();
        Assert.True(apart.Count == 0, string.Join("; ", apart.Take(20)));
    }

    private static string Form(string collation, string text) =>
        new TableSchema("t", [new ColumnSchema("k", "varchar(20)", CanonicalType.Text, false, false, MySqlCollation.EqualityOf(collation)!.Value)], ["k"], [], [])
            .FormOf(RowKey.Of(CellValue.FromText(text)));
}
