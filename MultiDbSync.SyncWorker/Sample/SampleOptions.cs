namespace MultiDbSync.SyncWorker.Sample;

/// <summary>The sample library.</summary>
internal sealed class SampleOptions
{
    public const string SectionName = "Sample";

    public const string SyncSet = "library";

    public const string Primary = "primary";

    /// <summary>Folder of the sample databases that are files. When set and no database is registered, they are made and registered at start.</summary>
    public string? Directory { get; set; }

    /// <summary>An empty database on a PostgreSQL server to use in place of a file.</summary>
    public string? Postgres { get; set; }

    /// <summary>An empty database on a MySQL or MariaDB server to use in place of a file.</summary>
    public string? MySql { get; set; }

    /// <summary>How long a demo writes before it makes its conflicts. Default 5 s.</summary>
    public TimeSpan Traffic { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The three databases: the primary one, the one on (or in place of) MySQL, the one on (or in place of) PostgreSQL.</summary>
    public IReadOnlyList<SampleDatabase> Databases() =>
    [
        File(Primary),
        MySql is { Length: > 0 } mySql ? new("mysql", MySqlLibrary.Make, mySql) : File("mysql_sim"),
        Postgres is { Length: > 0 } postgres ? new("postgres", PostgresLibrary.Make, postgres) : File("postgres_sim"),
    ];

    private SampleDatabase File(string name) => new(name, SqliteLibrary.Make, $"Data Source={Path.GetFullPath(Path.Combine(Directory ?? "", name + ".db"))}");
}
