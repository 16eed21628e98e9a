using Microsoft.Data.Sqlite;
using MultiDbSync.AppHost;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd.Databases;

/// <summary>The cluster's sample databases, as any foreign program sees them.</summary>
internal sealed class SampleDatabases(TestCluster cluster)
{
    public const string Primary = "primary";
    public const string MySql = "mysql_sim";
    public const string Postgres = "postgres_sim";

    private static readonly TimeSpan TimeToAgree = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<string> Names => ResourceNames.SampleDatabases;

    public static IEnumerable<string> OthersThan(string name) => Names.Where(other => other != name);

    public string FileOf(string name) => new SqliteConnectionStringBuilder(cluster.Description.Databases[name]).DataSource;

    /// <summary>A connection like any application's: it waits for locks, and checks foreign keys.</summary>
    public SqliteConnection Open(string name) => OpenFile(FileOf(name));

    public static SqliteConnection OpenFile(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Mode=ReadWrite;Pooling=False;Foreign Keys=True");
        connection.Open();
        return connection;
    }

    public object? Execute(string name, string sql, params ReadOnlySpan<object?> arguments)
    {
        using var connection = Open(name);
        return connection.Execute(sql, arguments);
    }

    /// <summary>Waits until a query has this result in a database.</summary>
    public Task HoldsAsync(string name, object? expected, string sql, params object?[] arguments) => Eventually.TrueAsync(
        () => Equals(expected, Execute(name, sql, arguments)), TimeToAgree, () => cluster.Output, $"{name} answers {expected ?? "null"} to {sql} ({string.Join(", ", arguments)})");

    /// <summary>Waits until all three hold the same rows, by the typed hash of every table.</summary>
    public async Task AgreeAsync()
    {
        IReadOnlyList<DatabaseContent> contents = [];
        await Eventually.TrueAsync(
            () =>
            {
                contents = [.. Names.Select(name => DatabaseContent.Read(FileOf(name)))];
                return contents.All(content => content.Hash == contents[0].Hash);
            },
            TimeToAgree,
            () => string.Join(Environment.NewLine, [.. Names.Skip(1).Select((name, i) => $"{Primary} and {name}: {contents[0].DifferenceFrom(contents[i + 1])}"), cluster.Output]),
            "all three databases are equal");
    }
}
