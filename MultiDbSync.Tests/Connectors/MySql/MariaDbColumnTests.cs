using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Tests.Connectors.MySql;

/// <summary>Columns of tables that are made there, and values that they refuse.</summary>
public sealed class MariaDbColumnTests
{
    // Version 14, variant 0: what many a hash looks like when it is taken for a UUID.
    private const string Hash = "eccbc87e-4b5c-e2fe-2830-8fd9f2a7baf3";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeysThatReferToLongKeys_FitIntoTheirOwnIndex()
    {
        await using var bench = await MySqlBench.CreateAsync("DO 0", install: false);
        IReadOnlyList<TableSchema> tables =
        [
            new("files", [Column("hash", CanonicalType.Binary), Column("kind", CanonicalType.Text)], ["hash"], [], []),
            new("names", [Column("hash", CanonicalType.Binary), Column("name", CanonicalType.Text)], ["hash", "name"], [], [new("f", ["hash"], "files", ["hash"], false)]),
            new("notes", [Column("id", CanonicalType.Int32), Column("hash", CanonicalType.Binary), Column("name", CanonicalType.Text)], ["id"], [], [new("n", ["hash", "name"], "names", ["hash", "name"], false)]),
        ];
        var script = bench.Node.SchemaWriter.Create(tables);
        await bench.Node.SchemaWriter.ExecuteAsync([.. script.BeforeLoad, .. script.AfterLoad], Cancel);
        var made = (await bench.Node.Schema.ReadAsync(Cancel)).ToDictionary(t => t.Name);
        Assert.Single(new[] { "files", "names", "notes" }.Select(t => made[t].Column("hash")!.DeclaredType).Distinct());
        Assert.Equal(made["names"].Column("name")!.DeclaredType, made["notes"].Column("name")!.DeclaredType);
        Assert.Equal(2, made.Values.Sum(t => t.ForeignKeys.Count));
    }

    [Fact]
    public async Task UuidThatTheServersTypeRefuses_NamedWithItsColumn_HeldByTablesThatWeMake()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t (id INT PRIMARY KEY, u UUID)");
        var refused = (await bench.ApplyAsync(true, bench.Put("t", ("id", CellValue.FromInteger(1)), ("u", CellValue.FromText(CellKind.Uuid, Hash))))).Rows.Single();
        Assert.Equal(DeferReason.Rejected, refused.Deferred);
        Assert.Contains("'u' holds no UUIDs of version 8", refused.Error, StringComparison.Ordinal);

        var mapped = bench.Node.SchemaWriter.Map([new("m", [Column("id", CanonicalType.Int32), Column("u", CanonicalType.Uuid)], ["id"], [], [])]).Single();
        Assert.Equal("char(36)", mapped.Column("u")!.DeclaredType);
    }

    [Fact]
    public async Task CommitThatTheServerFailsToDo_IsTriedAgain_AndToldWithAdvice()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t (id INT PRIMARY KEY)");
        bench.Run("CREATE TRIGGER full_disk BEFORE INSERT ON t FOR EACH ROW SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1180, MESSAGE_TEXT = 'Got error 28 during COMMIT'");
        var error = await Assert.ThrowsAsync<ConnectorException>(() => bench.ApplyAsync(true, bench.Put("t", ("id", CellValue.FromInteger(1)))));
        Assert.Equal(ConnectorErrorClass.Transient, error.ErrorClass);
        Assert.Contains("error log", error.Message, StringComparison.Ordinal);
        Assert.Contains("(error 1180)", error.Message, StringComparison.Ordinal);
    }

    private static ColumnSchema Column(string name, CanonicalType type) => new(name, "", type, false, false, KeyEquality.Binary);
}
