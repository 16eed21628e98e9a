using System.Globalization;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Engine.Routing;

/// <summary>Values written as <c>kind:content</c>, for tables of test cases.</summary>
internal static class Cells
{
    public static CellValue Of(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var content = text[(colon + 1)..];
        return text[..colon] switch
        {
            "null" => CellValue.Null,
            "b" => CellValue.FromBoolean(content == "1"),
            "i" => CellValue.FromInteger(long.Parse(content, CultureInfo.InvariantCulture)),
            "r" => CellValue.FromReal(double.Parse(content, CultureInfo.InvariantCulture)),
            "t" => CellValue.FromText(content),
            "x" => CellValue.FromBinary(Convert.FromHexString(content)),
            "d" => CellValue.FromText(CellKind.Decimal, content),
            "date" => CellValue.FromText(CellKind.Date, content),
            "time" => CellValue.FromText(CellKind.Time, content),
            "ts" => CellValue.FromText(CellKind.Timestamp, content),
            "tz" => CellValue.FromText(CellKind.TimestampOffset, content),
            "uuid" => CellValue.FromText(CellKind.Uuid, content),
            "json" => CellValue.FromText(CellKind.Json, content),
            var kind => throw new ArgumentException($"Unknown kind '{kind}'.", nameof(text)),
        };
    }
}
