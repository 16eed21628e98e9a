using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MultiDbSync.Engine.Diagnostics;

/// <summary>Traces and metrics, all under the name <c>MultiDbSync</c>.</summary>
internal static class SyncTelemetry
{
    public const string Name = "MultiDbSync";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Captured = Meter.CreateCounter<long>("mds.changes.captured", "{change}", "Changes accepted into the hub log.");

    public static readonly Counter<long> Applied = Meter.CreateCounter<long>("mds.changes.applied", "{row}", "Rows written to databases.");

    public static readonly Histogram<double> Lag = Meter.CreateHistogram<double>("mds.lag", "s", "From hub commit to commit at the target, of the oldest change of a batch.");

    public static readonly Counter<long> ConflictsOpened = Meter.CreateCounter<long>("mds.conflicts.opened", "{conflict}", "Conflicts that wait for a person.");

    public static readonly Counter<long> ConflictsSettled = Meter.CreateCounter<long>("mds.conflicts.settled", "{conflict}", "Conflicts that a policy settled.");

    public static readonly Counter<long> Retries = Meter.CreateCounter<long>("mds.retries", "{attempt}", "Attempts after transient errors.");

    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("mds.batch.size", "{row}", "Rows of a target transaction.");
}
