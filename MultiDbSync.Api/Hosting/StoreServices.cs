using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Hosting;

/// <summary>The hub store and the accounts beside it, from connection string <c>hub</c>.</summary>
internal static class StoreServices
{
    public static void AddStores(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHubStore(builder.Configuration);
        var accounts = new SqliteConnectionStringBuilder(builder.Configuration.GetConnectionString(HubStoreOptions.ConnectionName)) { ForeignKeys = true, DefaultTimeout = 30 };
        builder.Services.AddScoped(services => services.GetRequiredService<HubStore>().CreateContext());
        builder.Services.AddDbContext<AccountsDbContext>(o => o.UseSqlite(
            accounts.ToString(), sqlite => sqlite.MigrationsHistoryTable(AccountsDbContext.MigrationsTable)));
        builder.Services.AddHostedService<StoreStartup>();
        builder.Services.AddHealthChecks().AddCheck<StoreHealthCheck>("hub-store");
    }
}
