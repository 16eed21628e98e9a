using System.Globalization;
using MultiDbSync.Contracts;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Tests.Web.Shared;

public sealed class CsvRowsTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(500, 500, 0)]
    [InlineData(1_234, 1_234, 0)]
    [InlineData(25_000, CsvRows.Most, 15_000)]
    public async Task Gather_ReadsEveryPage_UpToTheMost(int total, int read, int left)
    {
        var rows = await CsvRows.GatherAsync(
            (page, size) => Task.FromResult(new Page<int>([.. Enumerable.Range(0, total).Skip((page - 1) * size).Take(size)], total, page, size)),
            number => [number.ToString(CultureInfo.InvariantCulture)]);
        Assert.Equal((read, left), (rows.Rows.Count, rows.Left));
        Assert.Equal(read, rows.Rows.Select(row => row[0]).Distinct().Count());
    }
}
