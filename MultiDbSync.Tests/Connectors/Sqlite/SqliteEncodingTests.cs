using System.Diagnostics;
using CsCheck;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Connectors.Sqlite;

/// <summary>What a trigger writes down is the row, value for value, whichever program's SQLite runs the trigger.</summary>
public sealed class SqliteEncodingTests
{
    private const string Schema = "CREATE TABLE v(id INTEGER PRIMARY KEY, \"odd \"\"name, = 'x'\", r REAL, n NUMERIC, \"order\" TEXT)";

    private static readonly Gen<CellValue> Cells = Gen.OneOf(
        Gen.Const(CellValue.Null),
        Gen.Long.Select(CellValue.FromInteger),
        Gen.Double.Where(d => !double.IsNaN(d)).Select(d => CellValue.FromReal(d == 0 ? 0.0 : d)),
        Gen.Double[0, 1000].Select(CellValue.FromReal),
        Gen.String.Select(WellFormed).Select(CellValue.FromText),
        Gen.String["ab'\"\0,=\n"].Select(CellValue.FromText),
        Gen.Byte.Array[0, 40].Select(CellValue.FromBinary));

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("UTF-16le")]
    [InlineData("UTF-16be")]
    public async Task Image_RandomValues_EqualToTheRow(string encoding)
    {
        await using var bench = await SqliteBench.CreateAsync($"PRAGMA encoding = '{encoding}'; {Schema}");
        await Cells.Array[4].SampleAsync(
            async cells =>
            {
                using (var application = bench.Open())
                {
                    application.Prepare("INSERT INTO v VALUES (1, ?1, ?2, ?3, ?4)").BindAll(cells).Execute();
                }

                var entry = Assert.Single(await bench.EntriesAsync());
                Assert.Equal(cells[0], entry.After!["odd \"name, = 'x'"]);
                Assert.Equal(await bench.Node.Rows.FindAsync(bench.Table("v"), entry.Key!, TestContext.Current.CancellationToken), entry.After);
                bench.Run("DELETE FROM v");
                Assert.Equal(entry.After, Assert.Single(await bench.EntriesAsync()).Before);
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public async Task Image_RealsWrittenByTheSqliteShell_Exact()
    {
        Assert.SkipUnless(Shell.IsThere, "The sqlite3 shell is not installed: no second engine to compare with.");
        await using var bench = await SqliteBench.CreateAsync("CREATE TABLE f(id INTEGER PRIMARY KEY, v)");
        var random = new Random(7);
        using (var application = bench.Open())
        {
            application.Execute("CREATE TABLE source(id INTEGER PRIMARY KEY, v); BEGIN");
            for (var i = 0; i < 3000; i++)
            {
                var value = i % 2 == 0 ? random.NextDouble() * 1000 : BitConverter.Int64BitsToDouble(random.NextInt64());
                application.Prepare("INSERT INTO source(v) VALUES (?1)").Bind(1, CellValue.FromReal(double.IsNaN(value) ? 1 : value)).Execute();
            }

            application.Execute("COMMIT");
        }

        Shell.Run(bench.File, "INSERT INTO f SELECT id, v FROM source;");
        var captured = (await bench.EntriesAsync()).ToDictionary(e => e.Key!.Text, e => e.After!);
        Assert.Equal(3000, captured.Count);
        await foreach (var row in bench.Node.Rows.ReadAsync(bench.Table("f"), TestContext.Current.CancellationToken))
            Assert.Equal(row, captured[RowKey.Of(row["id"]).Text]);
    }

    [Fact]
    public async Task Image_EverythingWrittenByTheSqliteShell_Exact()
    {
        Assert.SkipUnless(Shell.IsThere, "The sqlite3 shell is not installed: no second engine to compare with.");
        await using var bench = await SqliteBench.CreateAsync(Schema);
        Shell.Run(bench.File, """
            INSERT INTO v VALUES (1, 'a' || char(0) || 'b', 9e999, '12', x'00ff'), (2, 0.1 + 0.2, 5e-324, -9223372036854775808, ''), (3, NULL, -1e308, 'abc', 'it''s');
            UPDATE v SET r = r WHERE id = 2; UPDATE v SET "order" = 'neu' WHERE id = 2; REPLACE INTO v(id) VALUES (3);
            """);
        var entries = await bench.EntriesAsync();
        Assert.Equal([ChangeOp.Create, ChangeOp.Create, ChangeOp.Create, ChangeOp.Update, ChangeOp.Update], entries.Select(e => e.Op));
        Assert.Equal(CellValue.FromText("a\0b"), entries[0].After!["odd \"name, = 'x'"]);
        Assert.Equal(CellValue.FromReal(0.1 + 0.2), entries[1].After!["odd \"name, = 'x'"]);
        foreach (var last in entries.GroupBy(e => e.Key).Select(g => g.Last()))
            Assert.Equal(await bench.Node.Rows.FindAsync(bench.Table("v"), last.Key!, TestContext.Current.CancellationToken), last.After);
    }

    private static string WellFormed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static class Shell
    {
        public static bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "sqlite3")));

        public static void Run(string file, string sql)
        {
            using var shell = Process.Start(new ProcessStartInfo("sqlite3", ["-bail", file, sql]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var errors = shell.StandardError.ReadToEnd();
            shell.WaitForExit();
            Assert.Equal((0, ""), (shell.ExitCode, errors));
        }
    }
}
