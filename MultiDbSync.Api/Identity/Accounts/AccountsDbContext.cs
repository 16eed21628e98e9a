using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using MultiDbSync.Api.Identity.ApiKeys;
using MultiDbSync.Api.Identity.Sessions;

namespace MultiDbSync.Api.Identity.Accounts;

/// <summary>Accounts and sessions, in the hub store's file, with migrations of their own.</summary>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options) : IdentityDbContext<ConsoleUser>(options)
{
    /// <summary>Table of the migrations that were applied.</summary>
    public const string MigrationsTable = "__identity_migrations";

    /// <summary>Sign-ins that have not ended.</summary>
    public DbSet<SessionEntity> Sessions => Set<SessionEntity>();

    /// <summary>API keys that were not revoked.</summary>
    public DbSet<ApiKeyEntity> ApiKeys => Set<ApiKeyEntity>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Unix milliseconds: SQLite can neither compare nor sort a DateTimeOffset that is stored as text.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityRole>().HasData(AccountRoles.Rows);
        builder.Entity<ConsoleUser>().HasIndex(u => u.NormalizedEmail).IsUnique().HasDatabaseName("EmailIndex");
        builder.Entity<SessionEntity>(e =>
        {
            e.ToTable("sessions").HasKey(s => s.Id);
            e.HasIndex(s => s.ExpiresAt);
            e.HasOne<ConsoleUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ApiKeyEntity>(e =>
        {
            e.ToTable("api_keys").HasKey(k => k.Id);
            e.HasIndex(k => k.Hash).IsUnique();
            e.HasIndex(k => k.Name).IsUnique();
        });
    }

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
}
