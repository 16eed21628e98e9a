using System.Globalization;
using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.AppHost.Servers;

/// <summary>An installed PostgreSQL.</summary>
internal sealed record PostgresPrograms(string InitDb, string Postgres)
{
    private static readonly string[] Parents = ["/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/homebrew/opt", "/Library/PostgreSQL"];

    /// <summary>From PATH, else the newest version where packages put them: Debian keeps them off PATH.</summary>
    public static PostgresPrograms? Find() => PathSearch.Find("initdb") is { } initDb && PathSearch.Find("postgres") is { } postgres
        ? new(initDb, postgres)
        : Parents.Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .OrderByDescending(Version)
            .Select(folder => new PostgresPrograms(Path.Combine(folder, "bin", "initdb"), Path.Combine(folder, "bin", "postgres")))
            .FirstOrDefault(programs => File.Exists(programs.InitDb) && File.Exists(programs.Postgres));

    private static double Version(string folder) =>
        double.TryParse(Path.GetFileName(folder).Split('@')[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
