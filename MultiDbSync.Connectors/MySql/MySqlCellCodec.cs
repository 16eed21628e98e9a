using System.Globalization;
using System.Text;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Makes canonical values of what <see cref="MySqlCell"/> had written down. What the column holds but its kind can't express (a zero date, a time of
/// more than a day, a TINYINT(1) of 5) becomes text as the database spells it.
/// </summary>
internal static class MySqlCellCodec
{
    private const string ZeroTimestamp = "0000-00-00 00:00:00";

    public static CellValue Decode(char tag, ReadOnlySpan<byte> bytes) =>
        tag == 'x' ? CellValue.FromBinary(bytes.ToArray()) : Decode(tag, Encoding.UTF8.GetString(bytes));

    public static CellValue Decode(char tag, string text) => tag switch
    {
        'b' => text switch { "0" => CellValue.FromBoolean(false), "1" => CellValue.FromBoolean(true), _ => CellValue.FromText(text) },
        'i' => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? CellValue.FromInteger(integer) : CellValue.FromText(text),
        'd' or 'D' => Of(CellKind.Decimal, CanonicalText.Decimal(text), text),
        'r' => CellValue.FromReal(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
        'y' => Of(CellKind.Date, CanonicalText.Date(text), text),
        'h' => Of(CellKind.Time, CanonicalText.Time(text), text),
        's' => Of(CellKind.Timestamp, CanonicalText.Timestamp(text), text),
        'Z' => Instant(text),
        'u' => Of(CellKind.Uuid, CanonicalText.Uuid(text), text),
        'j' => Of(CellKind.Json, CanonicalJson.Of(text), text),
        _ => CellValue.FromText(text),
    };

    private static CellValue Of(CellKind kind, string? canonical, string text) =>
        canonical is null ? CellValue.FromText(text) : CellValue.FromText(kind, canonical);

    // Seconds since 1970 with their fraction. Zero is no instant that a TIMESTAMP can hold: it stands for the zero date.
    private static CellValue Instant(string text)
    {
        var value = decimal.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (value == 0) return CellValue.FromText(ZeroTimestamp);
        var at = DateTime.UnixEpoch.AddTicks((long)(value * TimeSpan.TicksPerSecond));
        return CellValue.FromText(CellKind.TimestampOffset, CanonicalText.TimestampOffset(at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture))!);
    }
}
