using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace MultiDbSync.Benchmarks;

/// <summary>
/// Single-row commits in <c>primary.db</c> of a running cluster, one every 30 ms: time from the commit until another connection reads the value in each of the
/// other two databases.
/// </summary>
internal static class LatencyScenario
{
    private static readonly string[] Targets = ["mysql_sim", "postgres_sim"];

    public static async Task<int> RunAsync(string folder, int commits)
    {
        using var source = Open(folder, "primary");
        var targets = Targets.Select(t => Open(folder, t)).ToList();
        var times = new List<double>();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        for (var i = 0; i < commits; i++)
        {
            await beat.WaitForNextTickAsync();
            var (book, price) = (1 + i % 100, 100 + i + 0.25);
            Execute(source, "UPDATE books SET price = $1 WHERE id = $2", price, book);
            var committed = Stopwatch.GetTimestamp();
            var waiting = targets.ToList();
            while (waiting.Count > 0)
            {
                waiting.RemoveAll(t => Equals(Execute(t, "SELECT price FROM books WHERE id = $2 AND price = $1", price, book), price) && Note(times, committed));
                if (Stopwatch.GetElapsedTime(committed) > TimeSpan.FromSeconds(10)) throw new TimeoutException("A change did not arrive in 10 s. Does the cluster run on these databases?");
            }
        }

        foreach (var target in targets) target.Dispose();
        times.Sort();
        Console.WriteLine($"{times.Count} arrivals: p50 {At(times, 0.5):N1} ms, p90 {At(times, 0.9):N1} ms, p99 {At(times, 0.99):N1} ms, longest {times[^1]:N1} ms");
        return 0;
    }

    private static bool Note(List<double> times, long committed)
    {
        times.Add(Stopwatch.GetElapsedTime(committed).TotalMilliseconds);
        return true;
    }

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];

    private static SqliteConnection Open(string folder, string name)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, name + ".db")};Mode=ReadWrite;Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA busy_timeout=5000");
        return connection;
    }

    private static object? Execute(SqliteConnection connection, string sql, params object[] arguments)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++) command.Parameters.AddWithValue($"${i + 1}", arguments[i]);
        return command.ExecuteScalar();
    }
}
