namespace MultiDbSync.AppHost;

/// <summary>The names of the resources, the same under Aspire and in the local cluster.</summary>
internal static class ResourceNames
{
    public const string Redis = "redis";
    public const string MailDev = "maildev";
    public const string Api = "api";
    public const string SyncWorker = "syncworker";
    public const string Web = "web";

    /// <summary>The database servers of the sample, where they are asked for.</summary>
    public const string Postgres = "postgres";
    public const string MySql = "mysql";

    /// <summary>The sample's database on each server, and the account that owns it.</summary>
    public const string Library = "library";

    /// <summary>Connection names, as in <c>ConnectionStrings__hub</c>.</summary>
    public const string Hub = "hub";
    public const string Mail = "mail";

    /// <summary>The database of the sample that is a SQLite file in any case.</summary>
    public const string Primary = "primary";

    /// <summary>The databases of the sample as SQLite files, each of that name in the sample's folder.</summary>
    public static readonly string[] SampleDatabases = [Primary, "mysql_sim", "postgres_sim"];
}
