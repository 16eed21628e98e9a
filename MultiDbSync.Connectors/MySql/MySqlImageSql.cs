using System.Text;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// SQL that encodes a row inside a trigger, as bytes, so that neither the connection's character set nor its collation takes part. A cell is the column's
/// name and its value (<c>2:idi17;</c>, <c>5:titlet3:abc</c>, <c>4:noten</c>); nothing is escaped or doubled. <see cref="MySqlImageCodec"/> reads it back.
/// Every CONCAT stays far below <c>max_allowed_packet</c>: a value above <see cref="LargestInline"/> bytes is an entry of its own (a part).
/// </summary>
internal static class MySqlImageSql
{
    /// <summary>Most bytes of a large column's value that stand in the image itself.</summary>
    public const int LargestInline = 16_384;

    /// <summary>A key: its cells without names, as bytes, so that another spelling of a letter is another key.</summary>
    public static string Key(string row, IEnumerable<MySqlCell> cells) =>
        $"CAST(CONCAT({string.Join(",", cells.Select(c => Cell(c, Operand(row, c), -1)))}) AS BINARY)";

    /// <summary>Cells with their names, one after the other.</summary>
    /// <param name="first">The ordinal of the first of them, which names its part.</param>
    public static string Image(string row, IReadOnlyList<MySqlCell> cells, int first) => Image(cells, (c, i) => Cell(c, Operand(row, c), first + i));

    /// <summary>The new row's large cells of an update: those that did not change only say so.</summary>
    public static string ChangedImage(IReadOnlyList<MySqlCell> cells, int first) =>
        Image(cells, (c, i) => $"IF({IsSame(c)},'=',{Cell(c, Operand("NEW", c), first + i)})");

    /// <summary>True when no byte of a large value changed.</summary>
    public static string IsSame(MySqlCell cell) => $"CAST({cell.Value(Operand("NEW", cell))} AS BINARY)<=>CAST({cell.Value(Operand("OLD", cell))} AS BINARY)";

    /// <summary>True when the value is an entry of its own.</summary>
    public static string IsPart(string row, MySqlCell cell) => $"OCTET_LENGTH({cell.Value(Operand(row, cell))})>{LargestInline}";

    public static string Operand(string row, MySqlCell cell) => $"{row}.{MySqlIdentifier.Quote(cell.Column.Name)}";

    private static string Image(IReadOnlyList<MySqlCell> cells, Func<MySqlCell, int, string> cell) =>
        cells.Count == 0 ? "X''" : $"CONCAT({string.Join(",", cells.Select((c, i) => $"{Name(c.Column.Name)},{cell(c, i)}"))})";

    private static string Cell(MySqlCell cell, string operand, int ordinal)
    {
        var value = cell.Value(operand);
        var text = cell.HasLength ? $"CONCAT('{cell.Tag}',OCTET_LENGTH({value}),':',{value})" : $"CONCAT('{cell.Tag}',{value},';')";
        if (cell.IsLarge && ordinal >= 0) text = $"IF(OCTET_LENGTH({value})>{LargestInline},'p{cell.Tag}{ordinal};',{text})";
        return cell.Column.IsNullable ? $"IF({operand} IS NULL,'n',{text})" : text;
    }

    // As hexadecimal: the server gives a trigger's text back without the introducers of its literals, and it passes through more than one character set.
    private static string Name(string name) =>
        $"X'{Convert.ToHexString([.. Encoding.ASCII.GetBytes($"{Encoding.UTF8.GetByteCount(name)}:"), .. Encoding.UTF8.GetBytes(name)])}'";
}
