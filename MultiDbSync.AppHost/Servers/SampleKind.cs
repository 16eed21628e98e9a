namespace MultiDbSync.AppHost.Servers;

/// <summary>What the sample's databases are, as <c>--databases</c> spells it.</summary>
internal static class SampleKind
{
    /// <summary>Three SQLite files.</summary>
    public const string Simulated = "simulated";

    /// <summary>One SQLite file, a PostgreSQL server and a MySQL or MariaDB server.</summary>
    public const string Servers = "servers";
}
