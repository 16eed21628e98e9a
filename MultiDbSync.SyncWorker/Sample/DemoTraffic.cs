using Bogus;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>Readers borrow and return, prices change: in all three databases, each on rows of its own, so that no conflict comes of it.</summary>
internal sealed class DemoTraffic(DemoSite site, Randomizer random)
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
                await database.ExecuteAsync("UPDATE books SET price = $1 WHERE id = $2", cancellationToken, random.Number(500, 4500) / 100.0, book);
                break;
            case 1:
                await database.ExecuteAsync("UPDATE books SET copies = $1 WHERE id = $2", cancellationToken, random.Number(1, 9), book);
                break;
            case 2:
                await database.ExecuteAsync("UPDATE users SET phone = $1 WHERE id = $2", cancellationToken, random.Replace("+1-###-555-01##"), user);
                break;
            default:
                await database.ExecuteAsync("UPDATE borrow_records SET returned_at = datetime('now') WHERE id = $1", cancellationToken, 1 + index + 3L * random.Number(0, 48));
                break;
        }
    }
}
