using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Api;

/// <summary>Puts into the hub store what the worker would.</summary>
public static class HubSeed
{
    public const string Set = "library";

    public static TableSchema Books { get; } = new(
        "books",
        [
            Column("id", "INTEGER", CanonicalType.Int64, false), Column("title", "TEXT", CanonicalType.Text, false),
            Column("pages", "INTEGER", CanonicalType.Int64, true), Column("price", "REAL", CanonicalType.Float64, true),
            Column("cover", "BLOB", CanonicalType.Binary, true), Column("note", "TEXT", CanonicalType.Text, true),
        ],
        ["id"], [], []);

    public static async Task SeedAsync(this HubStore hub, params NodeEntity[] nodes)
    {
        await using var db = hub.CreateContext();
        db.Nodes.AddRange(nodes);
        var set = new SyncSetEntity { Name = Set };
        set.Tables.Add(new SyncTableEntity { SyncSet = Set, Name = Books.Name, Policy = "merge-columns", SchemaJson = TopologyReader.ToJson(Books) });
        foreach (var node in nodes) set.Routes.Add(new SyncRouteEntity { SyncSet = Set, Node = node.Name });
        db.SyncSets.Add(set);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public static NodeEntity Node(string name, string state = "Online", long pending = 0, bool enabled = true) => new()
    {
        Name = name,
        Make = "sqlite",
        ConnectionString = $"Data Source=/data/{name}.db;Password=hush",
        State = state,
        Pending = pending,
        Enabled = enabled,
        CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(name.Length),
    };

    public static async Task WorkerSeenAsync(this HubStore hub, DateTimeOffset at)
    {
        await using var db = hub.CreateContext();
        var setting = await db.Settings.FindAsync([SettingNames.WorkerSeenAt], TestContext.Current.CancellationToken);
        var value = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        if (setting is null) db.Settings.Add(new SettingEntity { Name = SettingNames.WorkerSeenAt, Value = value });
        else setting.Value = value;
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>An open conflict of one book, parked as the hub parks it.</summary>
    public static async Task<long> ConflictAsync(this HubStore hub, long book, RowImage? @base, RowImage? left, RowImage? right, ConflictKind kind = ConflictKind.UpdateUpdate)
    {
        var key = RowKey.Of(CellValue.FromInteger(book)).Text;
        var conflict = new ConflictEntity
        {
            SyncSet = Set,
            TableName = Books.Name,
            RowKey = key,
            KeyForm = key,
            Kind = kind,
            Status = ConflictStatus.Open,
            BaseImage = @base?.ToJson(),
            LeftImage = left?.ToJson(),
            RightImage = right?.ToJson(),
            LeftOrigin = "primary",
            RightOrigin = "mysql_sim",
            DetectedAt = DateTimeOffset.UnixEpoch.AddDays(book),
        };
        await using (var db = hub.CreateContext())
        {
            db.Conflicts.Add(conflict);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var connection = await hub.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO parked_row (sync_set, table_name, key_form, conflict_id) VALUES ('library', 'books', $key, $id)";
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$id", conflict.Id);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return conflict.Id;
    }

    /// <summary>Open conflicts of many books, in one transaction.</summary>
    public static async Task ConflictsAsync(this HubStore hub, int count)
    {
        await using var db = hub.CreateContext();
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        for (var book = 1; book <= count; book++)
        {
            var key = RowKey.Of(CellValue.FromInteger(book)).Text;
            db.Conflicts.Add(new ConflictEntity
            {
                SyncSet = Set,
                TableName = Books.Name,
                RowKey = key,
                KeyForm = key,
                Kind = ConflictKind.UpdateUpdate,
                Status = ConflictStatus.Open,
                BaseImage = Book(book, "base").ToJson(),
                LeftImage = Book(book, "left").ToJson(),
                RightImage = Book(book, "right").ToJson(),
                LeftOrigin = "primary",
                RightOrigin = "mysql_sim",
                LeftAt = DateTimeOffset.UnixEpoch,
                RightAt = DateTimeOffset.UnixEpoch,
                DetectedAt = DateTimeOffset.UnixEpoch,
            });
        }

        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO parked_row (sync_set, table_name, key_form, conflict_id) SELECT sync_set, table_name, key_form, id FROM data_conflicts", TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }

    public static RowImage Book(long id, string title, long? pages = 100, double? price = null, byte[]? cover = null, string? note = null) => RowImage.Of(
        ("id", CellValue.FromInteger(id)), ("title", CellValue.FromText(title)),
        ("pages", pages is { } p ? CellValue.FromInteger(p) : CellValue.Null), ("price", price is { } r ? CellValue.FromReal(r) : CellValue.Null),
        ("cover", cover is null ? CellValue.Null : CellValue.FromBinary(cover)), ("note", note is null ? CellValue.Null : CellValue.FromText(note)));

    private static ColumnSchema Column(string name, string declared, CanonicalType type, bool nullable) => new(name, declared, type, nullable, false, KeyEquality.Binary);
}
