using Microsoft.Extensions.Logging;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;

namespace MultiDbSync.Engine.Alerts;

/// <summary>Raises an alert when something lasts that should not, and clears it when it is over.</summary>
internal sealed class AlertWatch(EngineParts parts)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = parts.Loggers.CreateLogger<AlertWatch>();
    private readonly AlertBook _book = new(parts.Store);
    private readonly SymptomClock _clock = new();

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var session = await HubSession.OpenAsync(parts.Store, cancellationToken);
        var reader = new AlertFactsReader(parts, session);
        await Repeat.EveryAsync(Interval, "alerts", token => StepAsync(reader.Read(), token), parts.Clock, _logger, cancellationToken);
    }

    /// <summary>One look.</summary>
    public async Task StepAsync(AlertFacts facts, CancellationToken cancellationToken)
    {
        var changed = await _book.ReconcileAsync(_clock.Observe(AlertRules.Find(facts, parts.Options), facts.Now), facts.Now, cancellationToken);
        if (changed.Count == 0) return;
        foreach (var alert in changed)
        {
            if (alert.ClearedAt is null) EngineLog.AlertOpen(_logger, alert.Kind, alert.Subject, alert.Message);
            else EngineLog.AlertOver(_logger, alert.Kind, alert.Subject);
        }

        parts.Events.Publish(new SyncEvent(SyncEventKind.Alert, facts.Now));
    }
}
