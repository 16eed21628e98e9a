namespace MultiDbSync.SyncWorker.Sample;

/// <summary>Rows that one demo makes for itself, so that it meets no row of an earlier one.</summary>
internal sealed record DemoRows(long Author, long Book, long User, long Record, string Tag)
{
    private const int Books = 5;

    /// <summary>Makes them in the primary database and waits until the others have them.</summary>
    /// <exception cref="TimeoutException">They did not arrive.</exception>
    public static async Task<DemoRows> CreateAsync(DemoSite site, TimeProvider clock, CancellationToken cancellationToken)
    {
        var rows = new DemoRows(
            await site.FreeIdAsync("authors", cancellationToken), await site.FreeIdAsync("books", cancellationToken), await site.FreeIdAsync("users", cancellationToken),
            await site.FreeIdAsync("borrow_records", cancellationToken), Guid.NewGuid().ToString("N")[..8]);
        await site.Primary.BeginAsync(cancellationToken);
        await site.Primary.ExecuteAsync("INSERT INTO authors VALUES (@p1, @p2, 'Demo', 1970)", cancellationToken, rows.Author, $"Demo Author {rows.Tag}");
        for (var i = 0; i < Books; i++)
        {
            await site.Primary.ExecuteAsync(
                "INSERT INTO books VALUES (@p1, @p2, @p3, 1, @p4, 2026, 19.5, 3)", cancellationToken, rows.Book + i, $"Demo Book {i + 1} ({rows.Tag})", rows.Author, $"demo-{rows.Tag}-{i}");
        }

        await site.Primary.CommitAsync(cancellationToken);
        foreach (var database in site.All) await DemoWait.ForAsync(database, "SELECT count(*) FROM books WHERE id = @p1", rows.Book + Books - 1, 1L, clock, cancellationToken);
        return rows;
    }
}
