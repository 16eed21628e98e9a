using System.Globalization;
using System.Text;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Reads what <see cref="MySqlImageSql"/> wrote.</summary>
internal sealed class MySqlImageCodec
{
    // Columns of a table come in the same order again and again: its names are made once.
    private string[] _columns = [];

    /// <summary>A row's image.</summary>
    /// <param name="part">The bytes of a value that is an entry of its own, by ordinal.</param>
    /// <param name="before">The image before an update, which values marked as unchanged are taken from.</param>
    /// <exception cref="FormatException">The bytes are not an image.</exception>
    public RowImage DecodeImage(ReadOnlySpan<byte> bytes, Func<int, byte[]> part, RowImage? before)
    {
        var names = new List<string>(_columns.Length);
        var values = new List<CellValue>(_columns.Length);
        var at = 0;
        while (at < bytes.Length)
        {
            var name = ReadName(bytes, ref at, names.Count < _columns.Length ? _columns[names.Count] : null);
            names.Add(name);
            values.Add(ReadCell(bytes, ref at, part, before, name));
        }

        if (!SameNames(names)) _columns = [.. names];
        return new RowImage(_columns, [.. values]);
    }

    /// <summary>A row's key.</summary>
    /// <exception cref="FormatException">The bytes are not a key.</exception>
    public static RowKey DecodeKey(ReadOnlySpan<byte> bytes)
    {
        var values = new List<CellValue>(1);
        var at = 0;
        while (at < bytes.Length) values.Add(ReadCell(bytes, ref at, static _ => throw Invalid(0), null, string.Empty));
        return RowKey.Of(values.ToArray());
    }

    private static CellValue ReadCell(ReadOnlySpan<byte> bytes, ref int at, Func<int, byte[]> part, RowImage? before, string name)
    {
        if (at >= bytes.Length) throw Invalid(at);
        var tag = (char)bytes[at++];
        switch (tag)
        {
            case 'n': return CellValue.Null;
            case '=': return before is not null && before.TryGet(name, out var same) ? same : throw Invalid(at);
            case 'p':
                var kind = (char)bytes[at++];
                return MySqlCellCodec.Decode(kind, part(ReadNumber(bytes, ref at, ';')));
            case 't' or 'j' or 'x':
                var length = ReadNumber(bytes, ref at, ':');
                if (length > bytes.Length - at) throw Invalid(at);
                at += length;
                return MySqlCellCodec.Decode(tag, bytes.Slice(at - length, length));
            default:
                var end = bytes[at..].IndexOf((byte)';');
                if (end < 0) throw Invalid(at);
                at += end + 1;
                return MySqlCellCodec.Decode(tag, bytes.Slice(at - end - 1, end));
        }
    }

    private static string ReadName(ReadOnlySpan<byte> bytes, ref int at, string? expected)
    {
        var length = ReadNumber(bytes, ref at, ':');
        if (length > bytes.Length - at) throw Invalid(at);
        var name = bytes.Slice(at, length);
        at += length;
        return expected is not null && Ascii.Equals(name, expected) ? expected : Encoding.UTF8.GetString(name);
    }

    private static int ReadNumber(ReadOnlySpan<byte> bytes, ref int at, char end)
    {
        var length = bytes[at..].IndexOf((byte)end);
        if (length <= 0 || !int.TryParse(bytes.Slice(at, length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw Invalid(at);
        at += length + 1;
        return number;
    }

    private bool SameNames(List<string> names)
    {
        if (names.Count != _columns.Length) return false;
        for (var i = 0; i < names.Count; i++)
            if (!ReferenceEquals(names[i], _columns[i])) return false;
        return true;
    }

    // The bytes hold row values, so the message gives the place only.
    private static FormatException Invalid(int at) => new($"The change log holds an image that can't be read (at byte {at}).");
}
