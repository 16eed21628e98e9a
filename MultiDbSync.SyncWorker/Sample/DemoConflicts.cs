namespace MultiDbSync.SyncWorker.Sample;

/// <summary>
/// Makes one conflict of each kind. The second database writes first but commits last: it holds its locks while the first one's change travels, so neither
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
        site.Postgres, "SELECT count(*) FROM books WHERE id = @p1 AND title LIKE '%front desk%'", rows.Book, 1L, stop);

    private Task DisjointAsync(CancellationToken stop) => MeetAsync(
        site.Primary, ("UPDATE books SET price = 24.5 WHERE id = @p1", [rows.Book + 1]), site.Postgres, ("UPDATE books SET copies = 7 WHERE id = @p1", [rows.Book + 1]),
        site.MySql, "SELECT price FROM books WHERE id = @p1", rows.Book + 1, 24.5, stop);

    private Task UpdateDeleteAsync(CancellationToken stop) => MeetAsync(
        site.Primary, Title(rows.Book + 2, "new edition"), site.MySql, ("DELETE FROM books WHERE id = @p1", [rows.Book + 2]),
        site.Postgres, "SELECT count(*) FROM books WHERE id = @p1 AND title LIKE '%new edition%'", rows.Book + 2, 1L, stop);

    private Task DeleteUpdateAsync(CancellationToken stop) => MeetAsync(
        site.Primary, ("DELETE FROM books WHERE id = @p1", [rows.Book + 3]), site.Postgres, Title(rows.Book + 3, "repaired"),
        site.MySql, "SELECT count(*) FROM books WHERE id = @p1", rows.Book + 3, 0L, stop);

    private Task CreateCreateAsync(CancellationToken stop) => MeetAsync(
        site.Primary, User(rows.User, "Ann Lee", "ann"), site.MySql, User(rows.User, "Bo Chen", "bo"),
        site.Postgres, "SELECT count(*) FROM users WHERE id = @p1", rows.User, 1L, stop);

    private Task UniqueKeyAsync(CancellationToken stop) => MeetAsync(
        site.Primary, User(rows.User + 1, "Cara Diaz", "shared"), site.Postgres, User(rows.User + 2, "Cara M. Diaz", "shared"),
        site.MySql, "SELECT count(*) FROM users WHERE id = @p1", rows.User + 1, 1L, stop);

    private Task ForeignKeyAsync(CancellationToken stop) => MeetAsync(
        site.Primary, ("DELETE FROM books WHERE id = @p1", [rows.Book + 4]),
        site.MySql, ("INSERT INTO borrow_records VALUES (@p1, 1, @p2, @p3, @p4, NULL)", [rows.Record, rows.Book + 4, Time(0), Time(28)]),
        site.Postgres, "SELECT count(*) FROM books WHERE id = @p1", rows.Book + 4, 0L, stop);

    private async Task MeetAsync(
        LibraryDatabase first, (string Sql, object?[] Arguments) firstWrite, LibraryDatabase second, (string Sql, object?[] Arguments) secondWrite,
        LibraryDatabase third, string arrived, object argument, object value, CancellationToken stop)
    {
        await second.BeginAsync(stop);
        try
        {
            await second.ExecuteAsync(secondWrite.Sql, stop, secondWrite.Arguments);
            await first.ExecuteAsync(firstWrite.Sql, stop, firstWrite.Arguments);
            await DemoWait.ForAsync(third, arrived, argument, value, clock, stop);
            await second.CommitAsync(stop);
        }
        catch
        {
            await second.RollbackAsync();
            throw;
        }
    }

    private (string Sql, object?[] Arguments) Title(long book, string how) => ("UPDATE books SET title = @p1 WHERE id = @p2", [$"Demo Book, {how} ({rows.Tag})", book]);

    private (string Sql, object?[] Arguments) User(long id, string name, string address) =>
        ("INSERT INTO users VALUES (@p1, @p2, @p3, NULL, @p4)", [id, name, $"{address}-{rows.Tag}@library.example", Time(0)[..10]]);

    private string Time(int days) => LibraryRows.Text(clock.GetUtcNow().UtcDateTime.AddDays(days));
}
