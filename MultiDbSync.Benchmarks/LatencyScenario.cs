using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;

namespace MultiDbSync.Benchmarks;

/// <summary>
/// Single-row commits in one database of a running cluster, one every 30 ms: time from the commit until another connection reads the value in each of
/// the other two.
/// </summary>
internal static class LatencyScenario
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <param name="clusterFile">The <c>cluster.json</c> of the running cluster.</param>
    /// <param name="source">The name of the database that is written to.</param>
    public static async Task<int> RunAsync(string clusterFile, int commits, string source)
    {
        var databases = await DatabasesAsync(clusterFile);
        await using var writer = ClusterDatabase.Open(source, databases[source]);
        var readers = databases.Where(d => d.Key != source).ToDictionary(d => d.Key, d => ClusterDatabase.Open(d.Key, d.Value));
        var times = readers.ToDictionary(reader => reader.Key, _ => new List<double>());
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        for (var i = 0; i < commits; i++)
        {
            await beat.WaitForNextTickAsync();
            var (book, price) = (1 + i % 100, 100 + i + 0.25);
            Execute(writer, "UPDATE books SET price = @p1 WHERE id = @p2", price, book);
            Arrive(readers, times, book, price, Stopwatch.GetTimestamp());
        }

        foreach (var reader in readers.Values) await reader.DisposeAsync();
        foreach (var (name, list) in times)
        {
            list.Sort();
            Console.WriteLine($"{source} to {name}, {list.Count} commits: p50 {At(list, 0.5):N1} ms, p90 {At(list, 0.9):N1} ms, p99 {At(list, 0.99):N1} ms, longest {list[^1]:N1} ms");
        }

        return 0;
    }

    private static async Task<IReadOnlyDictionary<string, string>> DatabasesAsync(string clusterFile)
    {
        using var cluster = JsonDocument.Parse(await File.ReadAllTextAsync(clusterFile));
        return cluster.RootElement.GetProperty("databases").EnumerateObject().ToDictionary(d => d.Name, d => d.Value.GetString()!);
    }

    private static void Arrive(Dictionary<string, DbConnection> readers, Dictionary<string, List<double>> times, int book, double price, long committed)
    {
        var waiting = readers.ToList();
        while (waiting.Count > 0)
        {
            waiting.RemoveAll(reader =>
            {
                if (!Equals(Execute(reader.Value, "SELECT price FROM books WHERE id = @p2 AND price = @p1", price, book), price)) return false;
                times[reader.Key].Add(Stopwatch.GetElapsedTime(committed).TotalMilliseconds);
                return true;
            });
            if (Stopwatch.GetElapsedTime(committed) > Limit) throw new TimeoutException($"A change did not arrive in {Limit.TotalSeconds:0} s. Is the cluster in sync?");
        }
    }

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];

    private static object? Execute(DbConnection connection, string sql, params object[] arguments)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i + 1}", arguments[i]);
            command.Parameters.Add(parameter);
        }

        return command.ExecuteScalar();
    }
}
