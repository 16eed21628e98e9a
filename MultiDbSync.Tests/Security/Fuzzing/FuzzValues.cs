using System.Text.Json.Nodes;

namespace MultiDbSync.Tests.Security.Fuzzing;

/// <summary>Values that programs stumble over.</summary>
internal sealed class FuzzValues(Random random)
{
    private static readonly string[] Texts =
    [
        "", " ", "\0", "a\0b", "\r\nX-Injected: 1", "\u202e\u0000\ufffe", "\U0001F469\u200d\U0001F680", "e\u0301\u0327", "'; DROP TABLE data_conflicts; --", "\" OR 1=1 --", "%", "_", "%s%n%x", "${7*7}",
        "../../../etc/passwd", "/", "\\", ".", "null", "true", "NaN", "-1", "0", "1e999", "9223372036854775808", "-9223372036854775809", "0x7f", "\u0661\u0662", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z",
        "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-02-30T00:00:00Z", "2026-01-01", "00000000-0000-0000-0000-000000000000", "<script>alert(1)</script>", "=1+1", "a@b", "primary", "library",
        "books", "sqlite", "manual", "Viewer", "[]", "{}", "SELECT 1", "SELECT * FROM books", new('x', 300), new('\u00e9', 5000), new('[', 2000),
    ];

    private static readonly string[] Numbers =
        ["0", "-1", "1", "2", "100", "2147483647", "-2147483648", "2147483648", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "1e999", "-0.5", "0.1", "1E400", "123456789012345678901234567890"];

    // What no JSON writer makes.
    private static readonly string[] Broken =
        ["", "{", "[", "\"", "null", "[]", "{}", "0", "\"text\"", "{\"a\":}", "{\"sql\":\"\\ud800\"}", "{\"name\":\"\\ud800\",\"database\":\"\\udfff\"}", "{,}", "\ufeff{}", "{\"a\":1}{\"a\":2}", "{\"id\":1,\"id\":\"x\"}", "\0"];

    public string Text() => Texts[random.Next(Texts.Length)];

    public string Number() => Numbers[random.Next(Numbers.Length)];

    public string BrokenJson() => random.Next(8) == 0 ? string.Concat(Enumerable.Repeat("{\"a\":[", 500)) : Broken[random.Next(Broken.Length)];

    /// <summary>A JSON value of any kind.</summary>
    public JsonNode? Any() => random.Next(7) switch
    {
        0 => null,
        1 => JsonNode.Parse(Number()),
        2 => random.Next(2) == 0,
        3 => new JsonArray(Text(), null, JsonNode.Parse(Number())),
        4 => new JsonObject { [Text()] = Text(), ["type"] = null },
        5 => Deep(40),
        _ => Text(),
    };

    private static JsonNode Deep(int levels)
    {
        JsonNode node = "x";
        for (var i = 0; i < levels; i++) node = new JsonArray(node);
        return node;
    }
}
