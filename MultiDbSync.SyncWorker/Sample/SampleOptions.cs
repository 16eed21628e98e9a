namespace MultiDbSync.SyncWorker.Sample;

/// <summary>The sample library.</summary>
internal sealed class SampleOptions
{
    public const string SectionName = "Sample";

    public const string SyncSet = "library";

    /// <summary>Folder of the sample databases. When set and no database is registered, they are made and registered at start.</summary>
    public string? Directory { get; set; }

    /// <summary>How long a demo writes before it makes its conflicts. Default 5 s.</summary>
    public TimeSpan Traffic { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Names of the sample databases.</summary>
    public static IReadOnlyList<string> Databases { get; } = ["primary", "mysql_sim", "postgres_sim"];
}
