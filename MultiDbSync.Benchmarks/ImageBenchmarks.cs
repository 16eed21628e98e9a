using BenchmarkDotNet.Attributes;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Benchmarks;

/// <summary>The canonical encoding of a row, both ways.</summary>
[MemoryDiagnoser]
public class ImageBenchmarks
{
    private readonly (string, CellValue)[] _cells = Cells();
    private readonly string _json = RowImage.Of(Cells()).ToJson();

    [Benchmark]
    public string Encode() => RowImage.Of(_cells).ToJson();

    [Benchmark]
    public RowImage? Decode() => RowImage.FromJson(_json);

    private static (string, CellValue)[] Cells() =>
    [
        ("id", CellValue.FromInteger(4711)), ("title", CellValue.FromText("A History of the Harbour")), ("price", CellValue.FromReal(19.5)),
        ("isbn", CellValue.FromText("9780100791906")), ("cover", CellValue.FromBinary(new byte[64])), ("note", CellValue.Null),
    ];
}
