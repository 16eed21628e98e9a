namespace MultiDbSync.SyncWorker.Sample;

/// <summary>The three sample databases, each open as its own application would have it.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private DemoSite(LibraryDatabase primary, LibraryDatabase mySql, LibraryDatabase postgres) => (Primary, MySql, Postgres) = (primary, mySql, postgres);

    public LibraryDatabase Primary { get; }

    public LibraryDatabase MySql { get; }

    public LibraryDatabase Postgres { get; }

    public IReadOnlyList<LibraryDatabase> All => [Primary, MySql, Postgres];

    public static async Task<DemoSite> OpenAsync(IReadOnlyList<SampleDatabase> databases, CancellationToken cancellationToken)
    {
        var open = new List<LibraryDatabase>();
        try
        {
            foreach (var database in databases) open.Add(await LibraryDatabase.OpenAsync(database.Make, database.ConnectionString, cancellationToken));
            return new DemoSite(open[0], open[1], open[2]);
        }
        catch
        {
            foreach (var database in open) await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>A number that no row of the table has in any of the databases.</summary>
    public async Task<long> FreeIdAsync(string table, CancellationToken cancellationToken)
    {
        var highest = 0L;
        foreach (var database in All) highest = Math.Max(highest, (long)(await database.ScalarAsync($"SELECT max(id) FROM {table}", cancellationToken) ?? 0L));
        return highest + 1;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in All) await database.DisposeAsync();
    }
}
