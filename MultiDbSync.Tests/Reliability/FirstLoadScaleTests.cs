using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Tests.Reliability;

/// <summary>The time of a first load grows with its rows, not faster.</summary>
public sealed class FirstLoadScaleTests
{
    private const string Schema = "CREATE TABLE item(id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL NOT NULL, note TEXT)";

    /// <summary>10,000 and 100,000 rows; set <c>MDS_LOAD_ROWS</c> for a third size, for instance 1000000.</summary>
    [Fact]
    public async Task R47_MoreRows_TakeAtMostLinearTime()
    {
        List<int> sizes = [10_000, 100_000];
        if (int.TryParse(Environment.GetEnvironmentVariable("MDS_LOAD_ROWS"), CultureInfo.InvariantCulture, out var more)) sizes.Add(more);
        var perRow = new List<double>();
        foreach (var size in sizes) perRow.Add((await LoadAsync(size)).TotalSeconds / size);

        // The machine's speed drifts by a factor of two between two runs.
        for (var i = 1; i < sizes.Count; i++)
            Assert.True(perRow[i] < 2 * perRow[0], $"{sizes[i]} rows: {perRow[i] * 1e6:0.0} µs a row, {sizes[0]} rows: {perRow[0] * 1e6:0.0} µs a row.");
    }

    private static async Task<TimeSpan> LoadAsync(int rows)
    {
        await using var engine = await RunningEngine.CreateAsync(
            $"{Schema}; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO item SELECT i, 'Item number ' || i, i / 7.0, NULL FROM n");
        await engine.StopAsync();
        engine.LoadChunk = 2000;
        await engine.StartAsync();
        await engine.InstalledAsync();
        var run = await engine.EndedAsync(await engine.JoinAsync("c", Schema, FirstLoadMode.Replace), TimeSpan.FromMinutes(10));
        // From the first chunk read to the last one written: what comes before and after costs the same for every size.
        var table = await engine.ReadAsync(db => db.LoadTables.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken));
        var time = table.FinishedAt!.Value - table.StartedAt!.Value;
        Assert.Equal((RunStatus.Succeeded, rows), (run.Status, run.Applied));
        TestContext.Current.SendDiagnosticMessage("{0} rows in {1:0.0} s: {2:0} rows/s", rows, time.TotalSeconds, rows / time.TotalSeconds);
        return time;
    }
}
