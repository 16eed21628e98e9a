using Microsoft.Data.Sqlite;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>The three sample databases, each open as its own application would have it.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private DemoSite(SqliteConnection primary, SqliteConnection mySql, SqliteConnection postgres) => (Primary, MySql, Postgres) = (primary, mySql, postgres);

    public SqliteConnection Primary { get; }

    public SqliteConnection MySql { get; }

    public SqliteConnection Postgres { get; }

    public IReadOnlyList<SqliteConnection> All => [Primary, MySql, Postgres];

    public static async Task<DemoSite> OpenAsync(IReadOnlyList<string> connectionStrings, CancellationToken cancellationToken)
    {
        var open = new List<SqliteConnection>();
        try
        {
            foreach (var connection in connectionStrings) open.Add(await LibraryDatabase.OpenAsync(connection, cancellationToken));
            return new DemoSite(open[0], open[1], open[2]);
        }
        catch
        {
            foreach (var connection in open) await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A number that no row of the table has in any of the databases.</summary>
    public async Task<long> FreeIdAsync(string table, CancellationToken cancellationToken)
    {
        var highest = 0L;
        foreach (var connection in All) highest = Math.Max(highest, (long)(await connection.ScalarAsync($"SELECT max(id) FROM {table}", cancellationToken) ?? 0L));
        return highest + 1;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in All) await connection.DisposeAsync();
    }
}
