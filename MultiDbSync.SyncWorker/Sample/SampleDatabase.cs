namespace MultiDbSync.SyncWorker.Sample;

/// <summary>One of the sample's databases.</summary>
/// <param name="Name">The name that it is registered under.</param>
internal sealed record SampleDatabase(string Name, string Make, string ConnectionString);
