using CsCheck;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Engine.Changes;

public sealed class CellJsonTests
{
    private static readonly CellKind[] Textual =
        [CellKind.Decimal, CellKind.Date, CellKind.Time, CellKind.Timestamp, CellKind.TimestampOffset, CellKind.Uuid, CellKind.Json];

    private static readonly Gen<CellValue> Cells = Gen.OneOf(
        Gen.Const(CellValue.Null),
        Gen.Bool.Select(CellValue.FromBoolean),
        Gen.Long.Select(CellValue.FromInteger),
        Gen.Long.Select(bits => CellValue.FromReal(BitConverter.Int64BitsToDouble(bits))),
        Gen.String.Select(CellValue.FromText),
        Gen.String[Gen.Char['\ud7f0', '\ue010'], 0, 8].Select(CellValue.FromText),
        Gen.Byte.Array[0, 300].Select(CellValue.FromBinary),
        Gen.Select(Gen.Int[0, Textual.Length - 1], Gen.String).Select((kind, text) => CellValue.FromText(Textual[kind], text)));

    [Fact]
    public void Image_AnyCells_ComesBackEqual() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 8], Cells).Array[0, 12].Sample(cells =>
        {
            var distinct = cells.DistinctBy(c => c.Item1).ToArray();
            var image = RowImage.Of([.. distinct.Select(c => (c.Item1, c.Item2))]);
            var back = RowImage.FromJson(new string(image.ToJson()))!;
            return image.Equals(back) && back.Columns.SequenceEqual(image.Columns) && back.Values.Select(v => v.Kind).SequenceEqual(image.Values.Select(v => v.Kind));
        });

    [Fact]
    public void Key_AnyCells_ComesBackEqualWithTheSameText() =>
        Cells.Array[1, 4].Sample(values => RowKey.Parse(RowKey.Of(values).Text) is var back && back.Equals(RowKey.Of(values)) && back.Values.SequenceEqual(values));

    [Fact]
    public void Equality_LooksAtKindAndEveryBit()
    {
        Assert.NotEqual(CellValue.FromInteger(1), CellValue.FromReal(1));
        Assert.NotEqual(CellValue.FromReal(0.0), CellValue.FromReal(-0.0));
        Assert.NotEqual(CellValue.FromText("abc"), CellValue.FromText("ABC"));
        Assert.NotEqual(CellValue.FromText("1"), CellValue.FromInteger(1));
        Assert.NotEqual(CellValue.FromText(CellKind.Decimal, "1.0"), CellValue.FromText(CellKind.Decimal, "1.00"));
        Assert.Equal(CellValue.FromReal(double.NaN), CellValue.FromReal(double.NaN));
        Assert.Equal(CellValue.FromBinary([1, 2]), CellValue.FromBinary([1, 2]));
    }

    [Fact]
    public void FromText_KindThatIsNotText_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CellValue.FromText(CellKind.Integer, "1"));
}
