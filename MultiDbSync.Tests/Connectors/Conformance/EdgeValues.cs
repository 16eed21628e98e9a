using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>Values that encodings get wrong, by name so that each is a test of its own.</summary>
public static class EdgeValues
{
    private static readonly Dictionary<string, CellValue> Values = new()
    {
        ["null"] = CellValue.Null,
        ["zero"] = CellValue.FromInteger(0),
        ["smallest integer"] = CellValue.FromInteger(long.MinValue),
        ["largest integer"] = CellValue.FromInteger(long.MaxValue),
        ["beyond double's integers"] = CellValue.FromInteger(9007199254740993),
        ["one as real"] = CellValue.FromReal(1),
        ["sum that is not 0.3"] = CellValue.FromReal(0.1 + 0.2),
        ["real that SQLite 3.40 quotes wrongly"] = CellValue.FromReal(882.8533780160531),
        ["smallest subnormal"] = CellValue.FromReal(double.Epsilon),
        ["largest subnormal"] = CellValue.FromReal(2.2250738585072009e-308),
        ["largest real"] = CellValue.FromReal(double.MaxValue),
        ["smallest real"] = CellValue.FromReal(double.MinValue),
        ["infinity"] = CellValue.FromReal(double.PositiveInfinity),
        ["minus infinity"] = CellValue.FromReal(double.NegativeInfinity),
        ["empty text"] = CellValue.FromText(string.Empty),
        ["quotes"] = CellValue.FromText("it's \"so\", \\ `said` [he]; --"),
        ["looks like an image"] = CellValue.FromText("\"id\"=1,\"name\"='x'"),
        ["newlines"] = CellValue.FromText("a\r\nb\tc"),
        ["text with NUL"] = CellValue.FromText("a\0b\0"),
        ["NUL alone"] = CellValue.FromText("\0"),
        ["emoji and combining marks"] = CellValue.FromText("\U0001F469\u200D\U0001F680 e\u0301 \u202Eabc"),
        ["text that is a number"] = CellValue.FromText("007"),
        ["trailing spaces"] = CellValue.FromText("a  "),
        ["empty bytes"] = CellValue.FromBinary([]),
        ["all byte values"] = CellValue.FromBinary([.. Enumerable.Range(0, 256).Select(i => (byte)i)]),
        ["1 MiB of text"] = CellValue.FromText(new string('\u00e9', 512 * 1024)),
    };

    public static TheoryData<string> All => [.. Values.Keys];

    public static CellValue Of(string name) => Values[name];
}
