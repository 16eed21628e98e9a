using MultiDbSync.Contracts.Runs;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Runs;

/// <summary>Runs as people read them.</summary>
public static class RunWords
{
    /// <summary>Where it stands; a paused load says so.</summary>
    public static (string Text, Tone Tone) State(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Load?.PausedBy is not null && IsOpen(run))
            return ("Paused", Tone.Warn);
        var (text, tone) = Words.Of(run.Status);
        return run.Status == RunStatus.Running ? ($"{text} {run.Percent} %", tone) : (text, tone);
    }

    /// <summary>What that asks of the reader.</summary>
    public static string Explain(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Status switch
        {
            _ when run.Load?.PausedBy is { } by && IsOpen(run) => $"Paused by {by}. Nothing is lost: changes are captured meanwhile, and copying goes on where it stopped.",
            RunStatus.Queued => "Waits for the worker, which takes one run of a sync set after the other.",
            RunStatus.Running => run.Message is null ? "Under way. You may leave this page: it goes on, and outlasts a restart of the worker." : "Waits for what the message says, and goes on by itself.",
            RunStatus.Succeeded => "Everything was delivered. Nothing to do.",
            RunStatus.Incomplete => "Heals itself: what was left follows by itself, or shows as a conflict or a dead letter.",
            RunStatus.Cancelled => "Called off before it began. Nothing was done, and nothing is missing: changes flow by themselves.",
            _ => "Needs you: read the message, mend the cause, and start it again.",
        };
    }

    /// <summary>What it took, from its first beginning to its end or until now.</summary>
    public static string Took(RunSummary run, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.StartedAt is { } start ? Humanise.Duration((run.FinishedAt ?? (now > start ? now : start)) - start) : "";
    }

    /// <summary>Whether it waits or is under way.</summary>
    public static bool IsOpen(RunSummary run) => run?.Status is RunStatus.Queued or RunStatus.Running;
}
