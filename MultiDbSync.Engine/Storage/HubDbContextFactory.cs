using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MultiDbSync.Engine.Storage;

/// <summary>For <c>dotnet ef migrations add</c> alone.</summary>
internal sealed class HubDbContextFactory : IDesignTimeDbContextFactory<HubDbContext>
{
    public HubDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<HubDbContext>().UseSqlite("Data Source=design-time.db", o => o.MigrationsHistoryTable("__hub_migrations")).Options);
}
