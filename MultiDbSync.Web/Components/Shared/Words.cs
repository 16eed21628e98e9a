using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Contracts.SyncSets;
using RouteDirection = MultiDbSync.Contracts.SyncSets.RouteDirection;

namespace MultiDbSync.Web.Components.Shared;

/// <summary>States as people read them, each with its tone.</summary>
public static class Words
{
    /// <summary>The answer to "is my data in sync?".</summary>
    public static (string Text, Tone Tone) Of(SyncHealth health) => health switch
    {
        SyncHealth.InSync => ("In sync", Tone.Good),
        SyncHealth.Syncing => ("Syncing", Tone.Busy),
        SyncHealth.Conflicts => ("Conflicts open", Tone.Warn),
        SyncHealth.Degraded => ("Degraded", Tone.Warn),
        _ => ("Needs attention", Tone.Bad),
    };

    /// <summary>Where a run stands.</summary>
    public static (string Text, Tone Tone) Of(RunStatus status) => status switch
    {
        RunStatus.Queued => ("Queued", Tone.Neutral),
        RunStatus.Running => ("Running", Tone.Busy),
        RunStatus.Succeeded => ("Succeeded", Tone.Good),
        RunStatus.Incomplete => ("Incomplete", Tone.Warn),
        RunStatus.Cancelled => ("Cancelled", Tone.Neutral),
        _ => ("Failed", Tone.Bad),
    };

    /// <summary>What the worker knows of a database.</summary>
    public static (string Text, Tone Tone) Of(DatabaseState state) => state switch
    {
        DatabaseState.Online => ("Online", Tone.Good),
        DatabaseState.Offline => ("Offline", Tone.Warn),
        DatabaseState.Attention => ("Needs attention", Tone.Bad),
        DatabaseState.Disabled => ("Disabled", Tone.Neutral),
        _ => ("Not looked at yet", Tone.Neutral),
    };

    /// <summary>Where a conflict stands.</summary>
    public static (string Text, Tone Tone) Of(ConflictStatus status) => status switch
    {
        ConflictStatus.Open => ("Open", Tone.Warn),
        ConflictStatus.Merged => ("Merged", Tone.Good),
        ConflictStatus.AutoResolved => ("Settled by rule", Tone.Good),
        _ => ("Resolved", Tone.Good),
    };

    /// <summary>What happened, in a few words.</summary>
    public static string Of(ConflictKind kind) => kind switch
    {
        ConflictKind.UpdateUpdate => "Changed on both sides",
        ConflictKind.DisjointUpdate => "Different columns changed",
        ConflictKind.UpdateDelete => "Changed, then deleted",
        ConflictKind.DeleteUpdate => "Deleted, then changed",
        ConflictKind.CreateCreate => "Created on both sides",
        ConflictKind.UniqueKey => "Unique value taken",
        ConflictKind.ForeignKey => "Related row missing",
        _ => "Unexplained difference",
    };

    /// <summary>When changes are delivered.</summary>
    public static string Of(SyncMode mode) => mode switch
    {
        SyncMode.RealTime => "Real time",
        SyncMode.Scheduled => "Scheduled",
        _ => "Manual",
    };

    /// <summary>Which way changes go between a database and the others.</summary>
    public static string Of(RouteDirection direction) => direction switch
    {
        RouteDirection.SendOnly => "Out only: it receives nothing",
        RouteDirection.ReceiveOnly => "In only: what it changes is not sent",
        _ => "Both ways",
    };

    /// <summary>How a database joins a sync set.</summary>
    public static string Of(FirstLoadMode mode) => mode switch
    {
        FirstLoadMode.Equal => "It holds equal rows (they are compared)",
        FirstLoadMode.Replace => "Replace its rows by those of another database",
        FirstLoadMode.Merge => "Merge: each side gets what it lacks",
        _ => "Tables only: rows stay as they are",
    };

    /// <summary>Why a run began.</summary>
    public static string Of(RunKind kind) => kind switch
    {
        RunKind.Manual => "Sync now",
        RunKind.Scheduled => "Schedule",
        RunKind.FirstLoad => "First load",
        _ => "Demo",
    };

    /// <summary>A run's name. The demo belongs to no sync set of its own.</summary>
    public static string Title(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Kind == RunKind.Demo ? Of(run.Kind) : $"{Of(run.Kind)} · {run.SyncSet}";
    }

    /// <summary>A resolution policy.</summary>
    public static string Policy(string policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy switch
        {
            "manual" => "Ask a person",
            "last-write-wins" => "Last write wins",
            "first-write-wins" => "First write wins",
            "node-priority" => "Database of higher priority wins",
            "merge-columns" => "Merge columns, else ask",
            "keep-both" => "Keep both",
            "max" => "Larger value",
            "min" => "Smaller value",
            "add-deltas" => "Add both changes",
            _ when policy.StartsWith("merge-columns,", StringComparison.Ordinal) => "Merge columns, else " + Lower(Policy(policy["merge-columns,".Length..])),
            _ => policy,
        };
    }

    /// <summary>How a conflict ended.</summary>
    public static string Resolution(string? resolution) => resolution switch
    {
        "keep-left" => "Left kept",
        "keep-right" => "Right kept",
        "keep-both" => "Both kept",
        "columns" => "Put together from columns",
        "edit" => "Edited",
        "merged" => "Merged",
        "released" => "What was missing has come",
        "ask" => "A person is asked",
        "open" => "Open",
        "sync-set-removed" => "The sync set was removed",
        _ => resolution ?? "",
    };

    /// <summary>A person's decision, as a proposal.</summary>
    public static string Of(ConflictChoice choice) => choice switch
    {
        ConflictChoice.KeepLeft => "Keep left",
        ConflictChoice.KeepRight => "Keep right",
        ConflictChoice.KeepBoth => "Keep both",
        ConflictChoice.Columns => "Take columns from both sides",
        _ => "Edit the row",
    };

    /// <summary>A step in the life of a conflict.</summary>
    public static string Of(ConflictStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Action switch
        {
            "opened" => "found it",
            "settled" => $"settled it: {Lower(Resolution(step.Detail))}",
            "resolved" => $"decided: {Lower(Detailed(step.Detail))}",
            "released" => "settled it: what was missing has come",
            "reopened" => step.Detail is null ? "opened it again" : $"opened it again: {step.Detail}",
            "assigned" => step.Detail is null ? "asked nobody to decide" : $"asked {step.Detail} to decide",
            "commented" => step.Detail ?? "",
            _ => $"{step.Action} {step.Detail}".Trim(),
        };
    }

    // The resolution, and the comment behind a colon.
    private static string Detailed(string? detail) => detail?.IndexOf(": ", StringComparison.Ordinal) is { } at and > 0 ? $"{Resolution(detail[..at])}. {detail[(at + 2)..]}" : Resolution(detail);

    private static string Lower(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
