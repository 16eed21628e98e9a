namespace MultiDbSync.AppHost.Cluster;

/// <summary>The part of the API's run that the demo shows.</summary>
internal sealed record DemoRun(long Id, string Status, int Percent, int Conflicts, string? Message, DateTimeOffset? FinishedAt)
{
    /// <summary>The API writes names of states as words, in either case.</summary>
    public bool Succeeded => Status.Equals("succeeded", StringComparison.OrdinalIgnoreCase);
}
