using Bogus;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>Readers borrow and return, prices change: in all three databases, each on rows of its own, so that no conflict comes of it.</summary>
internal sealed class DemoTraffic(DemoSite site, Randomizer random, TimeProvider clock)
{
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var index = random.Number(0, site.All.Count - 1);
        var database = site.All[index];
        var book = 1 + index + 3L * random.Number(0, 35);
        var user = 1 + index + 3L * random.Number(0, 18);
        switch (random.Number(0, 3))
        {
            case 0:
                await database.ExecuteAsync("UPDATE books SET price = @p1 WHERE id = @p2", cancellationToken, random.Number(500, 4500) / 100.0, book);
                break;
            case 1:
                await database.ExecuteAsync("UPDATE books SET copies = @p1 WHERE id = @p2", cancellationToken, random.Number(1, 9), book);
                break;
            case 2:
                await database.ExecuteAsync("UPDATE users SET phone = @p1 WHERE id = @p2", cancellationToken, random.Replace("+1-###-555-01##"), user);
                break;
            default:
                await database.ExecuteAsync("UPDATE borrow_records SET returned_at = @p1 WHERE id = @p2", cancellationToken, LibraryRows.Text(clock.GetUtcNow().UtcDateTime), 1 + index + 3L * random.Number(0, 48));
                break;
        }
    }
}
