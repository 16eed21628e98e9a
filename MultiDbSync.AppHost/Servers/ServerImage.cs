namespace MultiDbSync.AppHost.Servers;

/// <summary>A database server's container image, and how to use it.</summary>
/// <param name="Port">Where the server listens inside.</param>
/// <param name="DataPath">Where it keeps its data inside.</param>
internal sealed record ServerImage(string Name, string Image, string Tag, int Port, string DataPath, PosixSignalNumber StopSignal)
{
    public static readonly ServerImage Postgres = new(ResourceNames.Postgres, "postgres", "17", 5432, "/var/lib/postgresql/data", PosixSignalNumber.Interrupt)
    {
        Arguments = ["-c", "wal_level=logical"],
    };

    public static readonly ServerImage MySql = new(ResourceNames.MySql, "mysql", "8.4", 3306, "/var/lib/mysql", PosixSignalNumber.Terminate)
    {
        // With a binary log, triggers need rights that no application's account has.
        Arguments = ["--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin", "--skip-log-bin"],
    };

    /// <summary>The server's own arguments.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    public string Reference => $"docker.io/library/{Image}:{Tag}";

    /// <summary>What makes the sample's database and account at the first start.</summary>
    public IReadOnlyDictionary<string, string> Variables(string password, string adminPassword) => this == Postgres
        ? new Dictionary<string, string>
        {
            ["POSTGRES_USER"] = ResourceNames.Library,
            ["POSTGRES_DB"] = ResourceNames.Library,
            ["POSTGRES_PASSWORD"] = password,
            ["POSTGRES_INITDB_ARGS"] = "--locale=C --encoding=UTF8 --data-checksums",
        }
        : new Dictionary<string, string>
        {
            ["MYSQL_USER"] = ResourceNames.Library,
            ["MYSQL_DATABASE"] = ResourceNames.Library,
            ["MYSQL_PASSWORD"] = password,
            ["MYSQL_ROOT_PASSWORD"] = adminPassword,
        };
}
