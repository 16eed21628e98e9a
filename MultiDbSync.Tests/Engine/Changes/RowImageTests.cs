using MultiDbSync.Engine.Changes;
using MultiDbSync.Tests.Simulation;

namespace MultiDbSync.Tests.Engine.Changes;

public sealed class RowImageTests
{
    [Fact]
    public void ChangedColumns_NamesWhatDiffersOnEitherSide()
    {
        var left = RowImage.Of(("id", CellValue.FromInteger(1)), ("a", CellValue.FromInteger(2)), ("old", CellValue.Null));
        var right = RowImage.Of(("a", CellValue.FromInteger(3)), ("id", CellValue.FromInteger(1)), ("new", CellValue.Null));
        Assert.Equal(["a", "old", "new"], left.ChangedColumns(right));
    }

    [Fact]
    public void With_TakesOnlyTheNamedColumns()
    {
        var merged = SimulatedSchema.Item(1, 10, 20).With(["b"], SimulatedSchema.Item(1, 11, 21));
        Assert.Equal(SimulatedSchema.Item(1, 10, 21), merged);
    }

    [Fact]
    public void Equals_OrderOfColumnsDoesNotCount()
    {
        var one = RowImage.Of(("a", CellValue.FromInteger(1)), ("b", CellValue.Null));
        var other = RowImage.Of(("b", CellValue.Null), ("a", CellValue.FromInteger(1)));
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Constructor_LengthsDiffer_IsRefused() => Assert.Throws<ArgumentException>(() => new RowImage(["a"], []));
}
