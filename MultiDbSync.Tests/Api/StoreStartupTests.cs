using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class StoreStartupTests
{
    [Fact]
    public async Task Start_AfterACrashWhileMigrating_DoesNotHang()
    {
        using var api = new ApiFactory();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(api.Folder, "hub.db")};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new SqliteCommand(
                """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""", connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using var caller = api.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync("GET", "/health")).StatusCode);
    }

    [Fact]
    public async Task Start_Again_KeepsAccounts_AndFindsNothingToMigrate()
    {
        using var api = new ApiFactory();
        using var person = await api.RegisteredAsync("stays@example.org");
        await using var scope = api.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        Assert.False(accounts.Database.HasPendingModelChanges());

        await api.Hub.InitializeAsync(TestContext.Current.CancellationToken);
        await api.Hub.MigrateAsync(accounts, TestContext.Current.CancellationToken);
        Assert.Equal("stays@example.org", (await person.GetAsync<UserSummary>("/api/auth/me")).Email);
    }
}
