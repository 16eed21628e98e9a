using System.Globalization;
using System.Numerics;
using MultiDbSync.Contracts.Conflicts;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>What a typed value must look like for its column. The database has the last word; this only spares a round trip.</summary>
internal static class CellRules
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string? Check(ConflictCell cell, string? value)
    {
        if (value is null)
            return cell.IsKey ? "A key needs a value." : null;

        return KindOf(cell.Type) switch
        {
            CellKind.Integer => BigInteger.TryParse(value, NumberStyles.AllowLeadingSign, Culture, out _) ? null : "A whole number, for instance 42.",
            CellKind.Number => double.TryParse(value, NumberStyles.Float, Culture, out _) ? null : "A number, for instance 12.5.",
            CellKind.Boolean => value is "0" or "1" or "true" or "false" ? null : "true or false.",
            CellKind.Binary => IsHex(value) ? null : "Hexadecimal digits, two for each byte.",
            CellKind.Uuid => Guid.TryParse(value, out _) ? null : "A UUID, for instance 3f2504e0-4f89-11d3-9a0c-0305e82c3301.",
            CellKind.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", Culture, DateTimeStyles.None, out _) ? null : "A date, for instance 2026-11-23.",
            _ => null,
        };
    }

    public static CellKind KindOf(string type)
    {
        var name = type.ToLowerInvariant();
        return name switch
        {
            _ when name.StartsWith("int", StringComparison.Ordinal) => CellKind.Integer,
            _ when name.StartsWith("real", StringComparison.Ordinal) || name.StartsWith("float", StringComparison.Ordinal)
                || name.StartsWith("decimal", StringComparison.Ordinal) => CellKind.Number,
            _ when name.StartsWith("bool", StringComparison.Ordinal) => CellKind.Boolean,
            "binary" or "blob" => CellKind.Binary,
            "uuid" => CellKind.Uuid,
            "date" => CellKind.Date,
            _ => CellKind.Text,
        };
    }

    private static bool IsHex(string value)
    {
        var digits = value.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? value[2..] : value;
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit);
    }
}
