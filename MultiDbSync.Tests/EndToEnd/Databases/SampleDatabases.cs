using System.Data.Common;
using MultiDbSync.AppHost;
using MultiDbSync.Tests.Support;
using MySqlConnector;
using Npgsql;

namespace MultiDbSync.Tests.EndToEnd.Databases;

/// <summary>The cluster's sample databases, as any foreign program sees them.</summary>
/// <param name="servers">Whether two of them are on servers.</param>
internal sealed class SampleDatabases(TestCluster cluster, bool servers)
{
    public const string Primary = ResourceNames.Primary;

    private static readonly TimeSpan TimeToAgree = TimeSpan.FromSeconds(60);

    /// <summary>The database on MySQL or MariaDB, or the file in its place.</summary>
    public string MySql { get; } = servers ? ResourceNames.MySql : "mysql_sim";

    /// <summary>The database on PostgreSQL, or the file in its place.</summary>
    public string Postgres { get; } = servers ? ResourceNames.Postgres : "postgres_sim";

    public IReadOnlyList<string> Names => [Primary, MySql, Postgres];

    public TestDatabase this[string name] => name switch
    {
        ResourceNames.MySql => new MySqlTestDatabase(name, cluster.Description.Databases[name]),
        ResourceNames.Postgres => new PostgresTestDatabase(name, cluster.Description.Databases[name]),
        _ => new SqliteTestDatabase(name, cluster.Description.Databases[name]),
    };

    public IEnumerable<string> OthersThan(string name) => Names.Where(other => other != name);

    /// <summary>A connection like any application's.</summary>
    public DbConnection Open(string name) => this[name].Open();

    public object? Execute(string name, string sql, params ReadOnlySpan<object?> arguments) => this[name].Execute(sql, arguments);

    /// <summary>A connection with all rights on a server.</summary>
    public DbConnection OpenAsAdministrator(string name)
    {
        var password = File.ReadAllText(Path.Combine(cluster.Description.Data, $"{name}-admin-password")).Trim();
        if (name == ResourceNames.MySql)
        {
            var root = new MySqlConnectionStringBuilder(cluster.Description.Databases[name]) { UserID = "root", Password = password };
            return new MySqlTestDatabase(name, root.ToString()).Open();
        }

        // In a container the sample's own account is the server's administrator.
        var admin = new NpgsqlConnectionStringBuilder(cluster.Description.Databases[name]);
        if (cluster.ServerPid(name) is not null)
            (admin.Username, admin.Password) = ("postgres", password);
        return new PostgresTestDatabase(name, admin.ToString()).Open();
    }

    /// <summary>The sample's account on another database of a server.</summary>
    public string ConnectionTo(string name, string database) => name == ResourceNames.MySql
        ? new MySqlConnectionStringBuilder(cluster.Description.Databases[name]) { Database = database }.ToString()
        : new NpgsqlConnectionStringBuilder(cluster.Description.Databases[name]) { Database = database }.ToString();

    /// <summary>Whether a server takes connections now: it may be starting.</summary>
    public bool Answers(string name)
    {
        try
        {
            using var connection = Open(name);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
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
                contents = [.. Names.Select(name => this[name].Read())];
                return contents.All(content => content.Hash == contents[0].Hash);
            },
            TimeToAgree,
            () => string.Join(Environment.NewLine, [.. Names.Skip(1).Select((name, i) => $"{Primary} and {name}: {contents[0].DifferenceFrom(contents[i + 1])}"), cluster.Output]),
            "all three databases are equal");
    }
}
