namespace MultiDbSync.SyncWorker.Sample;

/// <summary>One of the sample's databases.</summary>
/// <param name="Name">The name that it is registered under.</param>
internal sealed record SampleDatabase(string Name, string Make, string ConnectionString)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => $"{nameof(SampleDatabase)} {{ {nameof(Name)} = {Name}, {nameof(Make)} = {Make} }}";
}
