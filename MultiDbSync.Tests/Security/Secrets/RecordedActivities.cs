using System.Collections.Concurrent;
using System.Diagnostics;

namespace MultiDbSync.Tests.Security.Secrets;

/// <summary>Keeps all that traces of this process tell.</summary>
internal sealed class RecordedActivities : IDisposable
{
    private readonly ActivityListener _listener;

    public RecordedActivities()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ConcurrentQueue<string> Texts { get; } = [];

    public void Dispose() => _listener.Dispose();

    private void Keep(Activity activity)
    {
        Texts.Enqueue($"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {activity.TraceStateString}");
        foreach (var (name, value) in activity.TagObjects) Texts.Enqueue($"{name}={value}");
        foreach (var (name, value) in activity.Baggage) Texts.Enqueue($"{name}={value}");
        foreach (var happened in activity.Events)
        {
            Texts.Enqueue(happened.Name);
            foreach (var (name, value) in happened.Tags) Texts.Enqueue($"{name}={value}");
        }
    }
}
