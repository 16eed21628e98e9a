using Microsoft.Data.Sqlite;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>
/// Makes one conflict of each kind. The second database writes first but commits last: it holds its lock while the first one's change travels, so neither
/// can know of the other, and the order in which the hub takes them is certain.
/// </summary>
internal sealed class DemoConflicts(DemoSite site, DemoRows rows, TimeProvider clock)
{
    public const int Count = 7;

    public async Task MakeAsync(Func<int, Task> report, CancellationToken cancellationToken)
    {
        var steps = new Func<CancellationToken, Task>[] { UpdateUpdateAsync, DisjointAsync, UpdateDeleteAsync, DeleteUpdateAsync, CreateCreateAsync, UniqueKeyAsync, ForeignKeyAsync };
        for (var i = 0; i < steps.Length; i++)
        {
            await steps[i](cancellationToken);
            await report(i + 1);
        }
    }

    private Task UpdateUpdateAsync(CancellationToken stop) => MeetAsync(
        site.Primary, Title(rows.Book, "as the front desk spells it"), site.MySql, Title(rows.Book, "as the archive spells it"),
        site.Postgres, "SELECT title LIKE '%front desk%' FROM books WHERE id = $1", rows.Book, 1L, stop);

    private Task DisjointAsync(CancellationToken stop) => MeetAsync(
        site.Primary, ("UPDATE books SET price = 24.5 WHERE id = $1", [rows.Book + 1]), site.Postgres, ("UPDATE books SET copies = 7 WHERE id = $1", [rows.Book + 1]),
        site.MySql, "SELECT price FROM books WHERE id = $1", rows.Book + 1, 24.5, stop);

    private Task UpdateDeleteAsync(CancellationToken stop) => MeetAsync(
        site.Primary, Title(rows.Book + 2, "new edition"), site.MySql, ("DELETE FROM books WHERE id = $1", [rows.Book + 2]),
        site.Postgres, "SELECT title LIKE '%new edition%' FROM books WHERE id = $1", rows.Book + 2, 1L, stop);

    private Task DeleteUpdateAsync(CancellationToken stop) => MeetAsync(
        site.Primary, ("DELETE FROM books WHERE id = $1", [rows.Book + 3]), site.Postgres, Title(rows.Book + 3, "repaired"),
        site.MySql, "SELECT count(*) FROM books WHERE id = $1", rows.Book + 3, 0L, stop);

    private Task CreateCreateAsync(CancellationToken stop) => MeetAsync(
        site.Primary, User(rows.User, "Ann Lee", "ann"), site.MySql, User(rows.User, "Bo Chen", "bo"),
        site.Postgres, "SELECT count(*) FROM users WHERE id = $1", rows.User, 1L, stop);

    private Task UniqueKeyAsync(CancellationToken stop) => MeetAsync(
        site.Primary, User(rows.User + 1, "Cara Diaz", "shared"), site.Postgres, User(rows.User + 2, "Cara M. Diaz", "shared"),
        site.MySql, "SELECT count(*) FROM users WHERE id = $1", rows.User + 1, 1L, stop);

    private Task ForeignKeyAsync(CancellationToken stop) => MeetAsync(
        site.Primary, ("DELETE FROM books WHERE id = $1", [rows.Book + 4]),
        site.MySql, ("INSERT INTO borrow_records VALUES ($1, 1, $2, datetime('now'), datetime('now', '+28 days'), NULL)", [rows.Record, rows.Book + 4]),
        site.Postgres, "SELECT count(*) FROM books WHERE id = $1", rows.Book + 4, 0L, stop);

    private async Task MeetAsync(
        SqliteConnection first, (string Sql, object?[] Arguments) firstWrite, SqliteConnection second, (string Sql, object?[] Arguments) secondWrite,
        SqliteConnection third, string arrived, object argument, object value, CancellationToken stop)
    {
        await second.ExecuteAsync("BEGIN IMMEDIATE", stop);
        try
        {
            await second.ExecuteAsync(secondWrite.Sql, stop, secondWrite.Arguments);
            await first.ExecuteAsync(firstWrite.Sql, stop, firstWrite.Arguments);
            await DemoWait.ForAsync(third, arrived, argument, value, clock, stop);
            await second.ExecuteAsync("COMMIT", stop);
        }
        catch
        {
            await second.ExecuteAsync("ROLLBACK", CancellationToken.None);
            throw;
        }
    }

    private (string Sql, object?[] Arguments) Title(long book, string how) => ("UPDATE books SET title = $1 WHERE id = $2", [$"Demo Book, {how} ({rows.Tag})", book]);

    private (string Sql, object?[] Arguments) User(long id, string name, string address) =>
        ("INSERT INTO users VALUES ($1, $2, $3, NULL, date('now'))", [id, name, $"{address}-{rows.Tag}@library.example"]);
}
