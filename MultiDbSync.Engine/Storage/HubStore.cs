using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Storage.Secrets;

namespace MultiDbSync.Engine.Storage;

/// <summary>
/// The hub store: one SQLite file, WAL, <c>synchronous=FULL</c>, because a change leaves its node only once it is safe here.
/// Makes and upgrades it, opens connections and contexts.
/// </summary>
public sealed class HubStore(HubStoreOptions options)
{
    private readonly SqliteConnectionStringBuilder _connection = new(options.ConnectionString) { ForeignKeys = true, DefaultTimeout = 30 };

    /// <summary>The store's file.</summary>
    public string File => Path.GetFullPath(_connection.DataSource);

    /// <summary>Reads and writes the connection strings that the store keeps.</summary>
    public ConnectionSecrets Connections { get; } = new(Path.GetFullPath(
        options.Keys is { Length: > 0 } keys ? keys : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource))!, "keys")));

    /// <summary>Identity of this hub; known after <see cref="InitializeAsync"/>.</summary>
    public string HubId { get; private set; } = "";

    /// <summary>The hub's incarnation; known after <see cref="InitializeAsync"/>.</summary>
    public long Incarnation { get; private set; }

    /// <summary>Creates or upgrades the store; safe from several processes at once.</summary>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await using var turn = await TakeTurnAsync(cancellationToken);
        await using (var connection = await OpenAsync(cancellationToken))
            await ExecuteAsync(connection, "PRAGMA journal_mode=WAL", cancellationToken);

        await using (var db = CreateContext())
        {
            await MigrateInTurnAsync(db, cancellationToken);
            HubId = await SettingAsync(db, SettingNames.HubId, Guid.NewGuid().ToString("N"), cancellationToken);
            Incarnation = long.Parse(await SettingAsync(db, SettingNames.Incarnation, "1", cancellationToken), CultureInfo.InvariantCulture);
        }

        await using (var connection = await OpenAsync(cancellationToken))
            await HubLogSchema.EnsureAsync(connection, cancellationToken);
    }

    /// <summary>Creates or upgrades what another EF context keeps in the same file, in turn with every process that starts.</summary>
    public async Task MigrateAsync(DbContext context, CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync(cancellationToken);
        await MigrateInTurnAsync(context, cancellationToken);
    }

    /// <summary>A context of the control plane; the caller disposes it.</summary>
    public HubDbContext CreateContext() =>
        new(new DbContextOptionsBuilder<HubDbContext>()
            .UseSqlite(_connection.ToString(), o => o.MigrationsHistoryTable("__hub_migrations"))
            .Options);

    /// <summary>An open connection with the store's durability settings; the caller disposes it.</summary>
    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection.ToString());
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, "PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA cache_size=-65536", cancellationToken);
        return connection;
    }

    private Task<FileStream> TakeTurnAsync(CancellationToken cancellationToken) => HubStoreLock.TakeAsync(File + ".lock", cancellationToken);

    private async Task MigrateInTurnAsync(DbContext context, CancellationToken cancellationToken)
    {
        // A process that was killed while it migrated leaves EF's own lock row behind, and the next start would wait for ever. We hold the file lock: nobody migrates now.
        await using (var connection = await OpenAsync(cancellationToken))
            await ExecuteAsync(connection, "DROP TABLE IF EXISTS __EFMigrationsLock", cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<string> SettingAsync(HubDbContext db, string name, string initial, CancellationToken cancellationToken)
    {
        var setting = await db.Settings.FindAsync([name], cancellationToken);
        if (setting is null)
        {
            setting = new SettingEntity { Name = name, Value = initial };
            db.Settings.Add(setting);
            await db.SaveChangesAsync(cancellationToken);
        }

        return setting.Value;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
