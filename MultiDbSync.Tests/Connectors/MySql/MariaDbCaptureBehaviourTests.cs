using System.Text;
using MultiDbSync.Connectors.MySql;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Tests.Support;
using MySqlConnector;

namespace MultiDbSync.Tests.Connectors.MySql;

/// <summary>Capture under the habits of applications on MySQL and MariaDB.</summary>
public sealed class MariaDbCaptureBehaviourTests
{
    private const string Table = "CREATE TABLE t(id INT PRIMARY KEY, v VARCHAR(20), u INT UNIQUE)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("REPLACE INTO t VALUES (1, 'b', 2)", "delete t[1], create t[1]")]
    [InlineData("REPLACE INTO t VALUES (3, 'b', 10)", "delete t[1], create t[3]")]
    [InlineData("REPLACE INTO t VALUES (1, 'b', 20)", "delete t[1], delete t[2], create t[1]")]
    [InlineData("INSERT INTO t VALUES (1, 'b', 2) ON DUPLICATE KEY UPDATE v = 'c'", "update t[1]")]
    [InlineData("INSERT INTO t VALUES (9, 'b', 20) ON DUPLICATE KEY UPDATE v = 'c'", "update t[2]")]
    [InlineData("INSERT INTO t VALUES (9, 'b', 9) ON DUPLICATE KEY UPDATE v = 'c'", "create t[9]")]
    [InlineData("INSERT IGNORE INTO t VALUES (1, 'b', 5), (4, 'b', 4)", "create t[4]")]
    [InlineData("UPDATE t SET v = v", "")]
    [InlineData("UPDATE t SET v = 'A' WHERE id = 1", "update t[1]")]
    [InlineData("UPDATE t SET id = id + 10 WHERE id = 1", "delete t[1], create t[11]")]
    [InlineData("UPDATE t x JOIN t y ON y.id = x.id + 1 SET x.v = 'z'", "update t[1]")]
    [InlineData("DELETE FROM t ORDER BY id LIMIT 1", "delete t[1]")]
    public async Task Statement_Captured_AsWhatItDid(string sql, string expected)
    {
        await using var bench = await MySqlBench.CreateAsync($"{Table} COLLATE utf8mb4_general_ci; INSERT INTO t VALUES (1, 'a', 10), (2, 'a', 20)");
        bench.Run(sql);
        Assert.Equal(string.Join(", ", expected.Split(", ").Order()), string.Join(", ", (await bench.TakeAsync()).Split(", ").Order()));
    }

    [Fact]
    public async Task LoadData_Captured()
    {
        await using var bench = await MySqlBench.CreateAsync(Table);
        await using var connection = new MySqlConnection(bench.Database.ConnectionString + ";AllowLoadLocalInfile=true");
        await connection.OpenAsync(Cancel);
        var loader = new MySqlBulkLoader(connection) { TableName = "t", Local = true, SourceStream = new MemoryStream(Encoding.ASCII.GetBytes("1\ta\t1\n2\tb\t2\n")) };
        Assert.SkipUnless(MariaDbDatabase.Ask(connection, "SELECT @@local_infile") == "1", "The server takes no LOAD DATA LOCAL.");
        await loader.LoadAsync(Cancel);
        Assert.Equal("create t[1], create t[2]", await bench.TakeAsync());
    }

    [Fact]
    public async Task KeyInOtherCase_DeleteAndCreate()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(k VARCHAR(10) COLLATE utf8mb4_general_ci PRIMARY KEY); INSERT INTO t VALUES ('abc')");
        bench.Run("UPDATE t SET k = 'ABC'");
        Assert.Equal("""delete t["abc"], create t["ABC"]""", await bench.TakeAsync());
    }

    [Theory]
    [InlineData("SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,PAD_CHAR_TO_FULL_LENGTH'")]
    [InlineData("SET SESSION sql_mode = ''; SET NAMES latin1")]
    [InlineData("SET SESSION time_zone = '-05:00'")]
    [InlineData("SET SESSION sql_mode = 'TRADITIONAL,ANSI'; SET SESSION div_precision_increment = 0")]
    public async Task SessionSettings_OfTheApplication_DoNotChangeImages(string settings)
    {
        await using var bench = await MySqlBench.CreateAsync("""
            CREATE TABLE t(id INT PRIMARY KEY, c CHAR(5), v VARCHAR(20) CHARACTER SET latin1, ts TIMESTAMP(3) NULL, d DOUBLE, f FLOAT, l LONGTEXT);
            SET time_zone = '+00:00'; INSERT INTO t VALUES (1, 'ab', 'é', '2026-10-25 01:30:00.5', 0.1e0 + 0.2e0, 0.1, 'x')
            """);
        using (var application = bench.Open(settings)) MariaDbDatabase.Run(application, "UPDATE t SET id = 2");
        var entry = (await bench.EntriesAsync()).Single(e => e.Op == ChangeOp.Create);
        Assert.Equal(
            RowImage.Of(
                ("id", CellValue.FromInteger(2)), ("c", CellValue.FromText("ab")), ("v", CellValue.FromText("é")),
                ("ts", CellValue.FromText(CellKind.TimestampOffset, "2026-10-25T01:30:00.5Z")), ("d", CellValue.FromReal(0.1 + 0.2)), ("f", CellValue.FromReal(0.1f)), ("l", CellValue.FromText("x"))),
            entry.After);
    }

    [Fact]
    public async Task LastInsertIdAndRowCount_OfTheApplication_Unharmed()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT AUTO_INCREMENT PRIMARY KEY, v INT); CREATE TABLE p(id INT PRIMARY KEY)");
        using var application = bench.Open();
        using var insert = new MySqlCommand("INSERT INTO t(v) VALUES (1), (2)", application);
        Assert.Equal(2, insert.ExecuteNonQuery());
        Assert.Equal((1L, "1"), (insert.LastInsertedId, MariaDbDatabase.Ask(application, "SELECT LAST_INSERT_ID()")));
        using var plain = new MySqlCommand("INSERT INTO p VALUES (7)", application);
        plain.ExecuteNonQuery();
        Assert.Equal((0L, "1"), (plain.LastInsertedId, MariaDbDatabase.Ask(application, "SELECT LAST_INSERT_ID()")));
        Assert.Equal("2", MariaDbDatabase.Ask(application, "UPDATE t SET v = v + 1; SELECT ROW_COUNT()"));
    }

    [Fact]
    public async Task RowLargerThanThePacket_CapturedExactly()
    {
        await using var bench = await MySqlBench.CreateAsync("CREATE TABLE t(id INT PRIMARY KEY, a LONGBLOB, b LONGTEXT, c LONGBLOB)");
        bench.Run("INSERT INTO t VALUES (1, REPEAT(x'00FF', 4000000), REPEAT('é', 4000000), REPEAT('c', 8000000)); UPDATE t SET c = 'small'; UPDATE t SET a = a");
        var entries = await bench.EntriesAsync();
        Assert.Equal([ChangeOp.Create, ChangeOp.Update], entries.Select(e => e.Op));
        Assert.Equal(entries[0].After, entries[1].Before);
        Assert.Equal(new string('é', 4000000), entries[1].After!["b"].Text);
        Assert.Equal(8000000, entries[1].After!["a"].Binary.Length);
        Assert.Equal("small"u8.ToArray(), entries[1].After!["c"].Binary.ToArray());
    }

    [Fact]
    public async Task Delete_WhileApplicationsAppend_NobodyWaits()
    {
        await using var bench = await MySqlBench.CreateAsync(Table);
        bench.Run("INSERT INTO t(id) VALUES (1)");
        using var application = bench.Open("SET SESSION innodb_lock_wait_timeout = 1; SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION; INSERT INTO t(id) VALUES (2)");
        Assert.Equal("create t[1]", await bench.TakeAsync());
        MariaDbDatabase.Run(application, "INSERT INTO t(id) VALUES (3); COMMIT");
        Assert.Equal("create t[2], create t[3]", await bench.TakeAsync());
    }

    [Fact]
    public async Task Truncate_NoticedByCheck_UntilInstalledAgain()
    {
        await using var bench = await MySqlBench.CreateAsync($"{Table}; INSERT INTO t(id) VALUES (1); CREATE TABLE fine(id INT PRIMARY KEY)");
        Assert.Empty((await bench.Node.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
        bench.Run("TRUNCATE TABLE t");
        await using var restarted = bench.Connect();
        await restarted.Installer.InstallAsync(bench.Installation, Cancel);
        Assert.Equal(["t"], (await restarted.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
        await restarted.Installer.InstallAsync(bench.Installation, Cancel);
        Assert.Empty((await restarted.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
    }

    [Theory]
    [InlineData("SELECT CONCAT('DROP TRIGGER `', TRIGGER_NAME, '`') FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 't' LIMIT 1", true)]
    [InlineData("ALTER TABLE t ADD COLUMN w INT", false)]
    [InlineData("ALTER TABLE t DROP COLUMN v", false)]
    [InlineData("DROP TABLE t", false)]
    public async Task Check_TableTamperedWith_DamagedAndPutBack(string sql, bool ask)
    {
        await using var bench = await MySqlBench.CreateAsync($"{Table}; CREATE TABLE fine(id INT PRIMARY KEY)");
        bench.Run(ask ? bench.Ask(sql)! : sql);
        Assert.Equal(["t"], (await bench.Node.Installer.CheckAsync(bench.Installation, Cancel)).DamagedTables);
    }

    [Theory]
    [InlineData("CREATE TABLE t(id INT PRIMARY KEY) ENGINE = MyISAM", "InnoDB")]
    [InlineData("CREATE TABLE t(v INT)", "no primary key")]
    [InlineData("CREATE TABLE t(b BLOB NOT NULL, UNIQUE KEY (b(10)))", "no primary key")]
    [InlineData("CREATE TABLE p(id INT PRIMARY KEY); CREATE TABLE t(id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p(id) ON DELETE CASCADE)", "ALTER TABLE `t` DROP FOREIGN KEY")]
    [InlineData("CREATE TABLE t(k VARCHAR(10) COLLATE utf8mb4_danish_ci PRIMARY KEY)", "utf8mb4_danish_ci")]
    public async Task Install_TableThatCantBeCaptured_RefusedAndNothingChanged(string sql, string reason)
    {
        await using var bench = await MySqlBench.CreateAsync(sql, install: false);
        var error = await Assert.ThrowsAsync<ConnectorException>(() => bench.Node.Installer.InstallAsync(bench.Installation, Cancel));
        Assert.Equal(ConnectorErrorClass.Schema, error.ErrorClass);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal("0", bench.Ask("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'mds%'"));
        Assert.Contains(await bench.Node.Test.RunAsync(bench.Tables, Cancel), f => f.Level == FindingLevel.Refused && f.Fix is not null);
    }

    [Fact]
    public async Task Install_HalfDone_Converges()
    {
        await using var bench = await MySqlBench.CreateAsync(Table, install: false);
        bench.Run(MySqlLogTables.Create[0]);
        bench.Run("CREATE TRIGGER mds_i_old AFTER INSERT ON t FOR EACH ROW SET @x = 1");
        await bench.Node.Installer.InstallAsync(bench.Installation, Cancel);
        bench.Run("INSERT INTO t(id) VALUES (1)");
        Assert.Equal("create t[1]", await bench.TakeAsync());
        Assert.Equal("3", bench.Ask("SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()"));
    }

    [Fact]
    public async Task Install_BesideTriggersOfTheApplication_OursFireFirst()
    {
        await using var bench = await MySqlBench.CreateAsync($"{Table}; CREATE TABLE a(id INT AUTO_INCREMENT PRIMARY KEY); CREATE TRIGGER app AFTER INSERT ON t FOR EACH ROW INSERT INTO a VALUES ()");
        bench.Run("INSERT INTO t(id) VALUES (1)");
        Assert.Equal("create t[1], create a[1]", await bench.TakeAsync());
    }

    [Fact]
    public async Task Install_TableInUseByALongTransaction_GivesUpSoonAndApplicationGoesOn()
    {
        await using var bench = await MySqlBench.CreateAsync(Table, install: false);
        using var application = bench.Open("START TRANSACTION; INSERT INTO t(id) VALUES (1)");
        var error = await Assert.ThrowsAsync<ConnectorException>(() => bench.Node.Installer.InstallAsync(bench.Installation, Cancel));
        Assert.Equal(ConnectorErrorClass.Transient, error.ErrorClass);
        MariaDbDatabase.Run(application, "INSERT INTO t(id) VALUES (2); COMMIT");
        await bench.Node.Installer.InstallAsync(bench.Installation, Cancel);
        bench.Run("INSERT INTO t(id) VALUES (3)");
        Assert.Equal("create t[3]", await bench.TakeAsync());
    }
}
