namespace MultiDbSync.AppHost;

/// <summary>The names of the resources, the same under Aspire and in the local cluster.</summary>
internal static class ResourceNames
{
    public const string Redis = "redis";
    public const string MailDev = "maildev";
    public const string Api = "api";
    public const string SyncWorker = "syncworker";
    public const string Web = "web";

    /// <summary>Connection names, as in <c>ConnectionStrings__hub</c>.</summary>
    public const string Hub = "hub";
    public const string Mail = "mail";

    /// <summary>The databases of the sample, each a file of that name in the sample's folder.</summary>
    public static readonly string[] SampleDatabases = ["primary", "mysql_sim", "postgres_sim"];
}
