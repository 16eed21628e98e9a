namespace MultiDbSync.Tests.Api;

/// <summary>An API whose hub knows one sync set with one database, a file of books.</summary>
public abstract class PrimaryRegistered : IAsyncLifetime
{
    internal ApiFactory Api { get; } = new();

    internal ApiCaller Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Admin = await Api.AdminAsync();
        var primary = HubSeed.Node("primary");
        primary.ConnectionString = BookFile.Make(Api, "primary");
        await Api.Hub.SeedAsync(primary);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Admin.Dispose();
        Api.Dispose();
        return ValueTask.CompletedTask;
    }
}
