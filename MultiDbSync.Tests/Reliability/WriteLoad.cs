using Microsoft.Data.Sqlite;

namespace MultiDbSync.Tests.Reliability;

/// <summary>
/// Applications that write on several databases at once: inserts, updates, deletes, key changes, children of new parents. Each database changes rows of its own
/// (by number), and makes none with a number that another may hold, so that no two sides really conflict.
/// </summary>
internal sealed class WriteLoad(RunningEngine engine) : IAsyncDisposable
{
    private const int Sides = 4;

    private readonly CancellationTokenSource _enough = new();
    private readonly List<Task> _writers = [];
    private long _written;

    public long Written => Interlocked.Read(ref _written);

    public void Start(string node, int side) => _writers.Add(Task.Run(() => WriteAsync(node, side)));

    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_writers);
        _writers.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _enough.Dispose();
    }

    private async Task WriteAsync(string node, int side)
    {
        var random = new Random(side);
        await using var connection = engine.Node(node).Open();
        Execute(connection, "PRAGMA busy_timeout = 10000");
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var i = 1; !_enough.IsCancellationRequested; i++)
        {
            Execute(connection, $"BEGIN IMMEDIATE; {Statements(random, side, i)}; COMMIT");
            Interlocked.Increment(ref _written);
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static string Statements(Random random, int side, int i)
    {
        var own = random.Next(1500) * Sides + side;
        var fresh = 100_000 * side + i;
        return random.Next(7) switch
        {
            0 => $"INSERT INTO owner VALUES ({fresh}, 'new'); INSERT INTO item VALUES ({fresh}, {fresh}, 1, NULL)",
            1 => $"UPDATE item SET n = n + 1, v = 'by {side} at {i}' WHERE id = {own}",
            2 => $"DELETE FROM item WHERE id = {own}",
            3 => $"UPDATE item SET owner = {own % 200 + 1}, v = x'00FF' WHERE id = {own}",
            4 => $"UPDATE item SET id = {fresh + 1_000_000} WHERE id = {own}",
            5 => $"DELETE FROM tag WHERE item = {own} AND name = 'tag'; INSERT INTO tag VALUES ({fresh}, 'new', {i} / 3.0)",
            _ => $"UPDATE tag SET amount = amount * 1.1 WHERE item IN ({own}, {own + Sides}) AND abs(amount) < 1e100",
        };
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
