using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Engine.Storage;

/// <summary>
/// The hub store's control plane: everything that people configure or look at. The hub log beside it, in the same file, is written without EF
/// (<see cref="HubLog"/>); conflicts are written there too, in the transaction that finds them, so their column names are part of that contract.
/// </summary>
public sealed class HubDbContext(DbContextOptions<HubDbContext> options) : DbContext(options)
{
    /// <summary>Databases.</summary>
    public DbSet<NodeEntity> Nodes => Set<NodeEntity>();

    /// <summary>Sync sets.</summary>
    public DbSet<SyncSetEntity> SyncSets => Set<SyncSetEntity>();

    /// <summary>Tables of sync sets.</summary>
    public DbSet<SyncTableEntity> SyncTables => Set<SyncTableEntity>();

    /// <summary>Databases of sync sets.</summary>
    public DbSet<SyncRouteEntity> SyncRoutes => Set<SyncRouteEntity>();

    /// <summary>Tables as single databases hold them.</summary>
    public DbSet<RouteTableEntity> RouteTables => Set<RouteTableEntity>();

    /// <summary>Progress of first loads.</summary>
    public DbSet<LoadTableEntity> LoadTables => Set<LoadTableEntity>();

    /// <summary>Rows that databases refuse.</summary>
    public DbSet<DeadLetterEntity> DeadLetters => Set<DeadLetterEntity>();

    /// <summary>Blocks of numbers for new rows.</summary>
    public DbSet<IdentityBlockEntity> IdentityBlocks => Set<IdentityBlockEntity>();

    /// <summary>Runs.</summary>
    public DbSet<RunEntity> Runs => Set<RunEntity>();

    /// <summary>Conflicts.</summary>
    public DbSet<ConflictEntity> Conflicts => Set<ConflictEntity>();

    /// <summary>Steps in the life of conflicts.</summary>
    public DbSet<ConflictEventEntity> ConflictEvents => Set<ConflictEventEntity>();

    /// <summary>Alerts.</summary>
    public DbSet<AlertEntity> Alerts => Set<AlertEntity>();

    /// <summary>Mails to send.</summary>
    public DbSet<MailEntity> Mails => Set<MailEntity>();

    /// <summary>Which mail people get.</summary>
    public DbSet<MailPreferenceEntity> MailPreferences => Set<MailPreferenceEntity>();

    /// <summary>Figures by interval.</summary>
    public DbSet<MetricEntity> Metrics => Set<MetricEntity>();

    /// <summary>Figures by interval, sync set and database.</summary>
    public DbSet<NodeMetricEntity> NodeMetrics => Set<NodeMetricEntity>();

    /// <summary>Counters.</summary>
    public DbSet<CounterEntity> Counters => Set<CounterEntity>();

    /// <summary>Queries that people ran.</summary>
    public DbSet<QueryRunEntity> QueryRuns => Set<QueryRunEntity>();

    /// <summary>Queries with a name.</summary>
    public DbSet<SavedQueryEntity> SavedQueries => Set<SavedQueryEntity>();

    /// <summary>Who did what; written by <see cref="Audit.AuditLog"/> alone.</summary>
    public DbSet<AuditEntity> AuditEntries => Set<AuditEntity>();

    /// <summary>Values of the hub itself.</summary>
    public DbSet<SettingEntity> Settings => Set<SettingEntity>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Unix milliseconds: SQLite can neither compare nor sort a DateTimeOffset that is stored as text.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<ConflictKind>().HaveConversion<string>();
        configurationBuilder.Properties<ConflictStatus>().HaveConversion<string>();
        configurationBuilder.Properties<RunKind>().HaveConversion<string>();
        configurationBuilder.Properties<RunStatus>().HaveConversion<string>();
        configurationBuilder.Properties<SyncMode>().HaveConversion<string>();
        configurationBuilder.Properties<RouteState>().HaveConversion<string>();
        configurationBuilder.Properties<RouteDirection>().HaveConversion<string>();
        configurationBuilder.Properties<FirstLoadMode>().HaveConversion<string>();
        configurationBuilder.Properties<QueryOutcome>().HaveConversion<string>();
        configurationBuilder.Properties<AuditOutcome>().HaveConversion<string>();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<NodeEntity>(e => e.ToTable("nodes").HasKey(n => n.Name));
        modelBuilder.Entity<SyncSetEntity>(e =>
        {
            e.ToTable("sync_sets").HasKey(s => s.Name);
            e.HasMany(s => s.Tables).WithOne().HasForeignKey(t => t.SyncSet).OnDelete(DeleteBehavior.Cascade);
            e.HasMany(s => s.Routes).WithOne().HasForeignKey(r => r.SyncSet).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<SyncTableEntity>(e => e.ToTable("sync_tables").HasKey(t => new { t.SyncSet, t.Name }));
        modelBuilder.Entity<SyncRouteEntity>(e =>
        {
            e.ToTable("sync_routes").HasKey(r => new { r.SyncSet, r.Node });
            e.HasOne<NodeEntity>().WithMany().HasForeignKey(r => r.Node).OnDelete(DeleteBehavior.Cascade);
            e.Property(r => r.State).HasDefaultValue(RouteState.Active);
            e.Property(r => r.Direction).HasDefaultValue(RouteDirection.Both);
            e.Property(r => r.LoadMode).HasDefaultValue(FirstLoadMode.Equal);
            e.HasMany(r => r.Tables).WithOne().HasForeignKey(t => new { t.SyncSet, t.Node }).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<RouteTableEntity>(e => e.ToTable("route_tables").HasKey(t => new { t.SyncSet, t.Node, t.TableName }));
        modelBuilder.Entity<LoadTableEntity>(e =>
        {
            e.ToTable("load_tables").HasKey(t => new { t.SyncSet, t.Node, t.TableName });
            e.HasOne<SyncRouteEntity>().WithMany().HasForeignKey(t => new { t.SyncSet, t.Node }).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<DeadLetterEntity>(e =>
        {
            e.ToTable("dead_letters").HasKey(l => l.Id);
            e.HasIndex(l => new { l.SyncSet, l.Node, l.TableName, l.Key }).IsUnique();
            e.HasOne<SyncRouteEntity>().WithMany().HasForeignKey(l => new { l.SyncSet, l.Node }).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<IdentityBlockEntity>(e =>
        {
            e.ToTable("identity_blocks").HasKey(b => b.Id);
            e.HasIndex(b => new { b.SyncSet, b.TableName, b.First }).IsUnique();
        });
        modelBuilder.Entity<RunEntity>(e =>
        {
            e.ToTable("runs").HasKey(r => r.Id);
            e.HasIndex(r => new { r.Status, r.SyncSet });
            e.HasIndex(r => r.RequestedAt);
        });
        modelBuilder.Entity<ConflictEntity>(e =>
        {
            e.ToTable("data_conflicts").HasKey(c => c.Id);
            e.HasIndex(c => new { c.Status, c.DetectedAt });
            e.HasIndex(c => new { c.SyncSet, c.TableName, c.KeyForm });
            e.HasMany(c => c.Sides).WithOne().HasForeignKey(s => s.ConflictId).OnDelete(DeleteBehavior.Cascade);
            e.HasMany(c => c.Events).WithOne().HasForeignKey(v => v.ConflictId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(c => c.ResolvedAt);

            // All that the list filters by, in its usual order: neither a count nor a page reads rows with their images.
            e.HasIndex(c => new { c.DetectedAt, c.Status, c.Kind, c.SyncSet, c.TableName, c.LeftOrigin, c.RightOrigin, c.AssignedTo, c.RowKey }).HasDatabaseName("data_conflicts_list");
        });
        modelBuilder.Entity<ConflictSideEntity>(e => e.ToTable("data_conflict_sides").HasKey(s => s.Id));
        modelBuilder.Entity<ConflictEventEntity>(e => e.ToTable("conflict_events").HasKey(v => v.Id));
        modelBuilder.Entity<AlertEntity>(e =>
        {
            e.ToTable("alerts").HasKey(a => a.Id);
            e.HasIndex(a => new { a.Kind, a.Subject }).IsUnique().HasFilter("cleared_at IS NULL");
            e.HasIndex(a => a.RaisedAt);
        });
        modelBuilder.Entity<MailEntity>(e =>
        {
            e.ToTable("mails").HasKey(m => m.Id);
            e.HasIndex(m => new { m.SentAt, m.DueAt });
        });
        modelBuilder.Entity<MailPreferenceEntity>(e => e.ToTable("mail_preferences").HasKey(p => p.Address));
        modelBuilder.Entity<MetricEntity>(e =>
        {
            e.ToTable("metrics").HasKey(m => m.At);
            e.Property(m => m.At).ValueGeneratedNever();
        });
        modelBuilder.Entity<NodeMetricEntity>(e => e.ToTable("node_metrics").HasKey(m => new { m.At, m.SyncSet, m.Node }));
        modelBuilder.Entity<CounterEntity>(e => e.ToTable("counters").HasKey(c => c.Name));
        modelBuilder.Entity<QueryRunEntity>(e =>
        {
            e.ToTable("query_runs").HasKey(r => r.Id);
            e.HasIndex(r => new { r.Owner, r.Run }).IsUnique();
        });
        modelBuilder.Entity<SavedQueryEntity>(e =>
        {
            e.ToTable("saved_queries").HasKey(q => q.Id);
            e.HasIndex(q => new { q.Owner, q.Name }).IsUnique();
        });
        modelBuilder.Entity<AuditEntity>(e =>
        {
            e.ToTable("audit_entries").HasKey(a => a.Id);
            e.Property(a => a.Id).ValueGeneratedNever();
            e.HasIndex(a => a.At);
            e.HasIndex(a => new { a.Actor, a.Id });
            e.HasIndex(a => new { a.Action, a.Id });
        });
        modelBuilder.Entity<SettingEntity>(e => e.ToTable("settings").HasKey(s => s.Name));
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase(property.Name));
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
}
