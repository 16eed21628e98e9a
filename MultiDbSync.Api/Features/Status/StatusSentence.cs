using System.Globalization;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Api.Features.Status;

/// <summary>One sentence that answers "is my data in sync?", the most pressing thing first.</summary>
internal static class StatusSentence
{
    public static (SyncHealth Health, string Sentence) Of(StatusFacts facts)
    {
        if (facts.Databases.Count == 0) return (SyncHealth.InSync, "No database is registered yet.");
        if (Attention(facts) is { } attention) return (SyncHealth.Error, attention);
        if (Away(facts) is { } away) return (SyncHealth.Degraded, away);
        if (Moving(facts) is { } moving) return (SyncHealth.Syncing, moving + Waiting(facts));
        if (facts.OpenConflicts > 0) return (SyncHealth.Conflicts, $"In sync except {Count(facts.OpenConflicts, "row")} that {(facts.OpenConflicts == 1 ? "waits" : "wait")} for a decision{SwitchedOff(facts)}.");
        return (SyncHealth.InSync, Equal(facts));
    }

    private static string? Attention(StatusFacts facts)
    {
        var needing = facts.Active.Where(d => d.State == DatabaseState.Attention).ToList();
        return needing switch
        {
            [] => null,
            [var one] => $"{one.Name} needs attention{(one.Message is { Length: > 0 } message ? ": " + message.TrimEnd('.') : "")}.",
            _ => $"{Names(needing)} need attention.",
        };
    }

    private static string? Away(StatusFacts facts)
    {
        if (facts.WorkerAway)
        {
            return facts.WorkerSilence is { } silence
                ? $"The sync worker has not answered for {Duration(silence)}; changes wait safely in the databases."
                : "The sync worker has not started yet; changes wait safely in the databases.";
        }

        var offline = facts.Active.Where(d => d.State == DatabaseState.Offline).ToList();
        return offline.Count == 0 ? null : $"{Names(offline)} can't be reached; changes wait safely until {(offline.Count == 1 ? "it is" : "they are")} back.";
    }

    private static string? Moving(StatusFacts facts)
    {
        var behind = facts.Active.Where(d => d.PendingChanges > 0).ToList();
        if (behind.Count > 0) return Pending(facts, behind);
        var unknown = facts.Active.Count(d => d.State == DatabaseState.Unknown);
        if (unknown > 0) return $"{Count(unknown, "database")} {(unknown == 1 ? "is" : "are")} being looked at after the start";
        var held = facts.Active.Where(d => d.DeferredRows > 0).ToList();
        return held.Count > 0 && facts.OpenConflicts == 0
            ? $"{Count(held.Sum(d => d.DeferredRows), "row")} on {Names(held)} {(held.Sum(d => d.DeferredRows) == 1 ? "is" : "are")} held back until nothing stands in the way"
            : null;
    }

    private static string Pending(StatusFacts facts, List<DatabaseSummary> behind)
    {
        var one = facts.Pending == 1;
        var where = behind.Count <= 2 ? Names(behind) : Count(behind.Count, "database");
        var sets = facts.SyncSets.Where(s => s.Databases.Any(name => behind.Any(d => d.Name == name))).ToList();
        if (sets.Count > 0 && sets.TrueForAll(s => !s.Enabled)) return $"{Count(facts.Pending, "change")} for {where} {(one ? "waits" : "wait")}: {sets[0].Name} is switched off";
        if (sets.Count > 0 && sets.TrueForAll(s => !s.Enabled || s.Mode != SyncMode.RealTime)) return $"{Count(facts.Pending, "change")} for {where} {(one ? "waits" : "wait")} for the next run";
        return $"{Count(facts.Pending, "change")} {(one ? "is on its" : "are on their")} way to {where}";
    }

    private static string Waiting(StatusFacts facts) =>
        facts.OpenConflicts == 0 ? "." : $"; {Count(facts.OpenConflicts, "row")} {(facts.OpenConflicts == 1 ? "waits" : "wait")} for a decision.";

    private static string Equal(StatusFacts facts) => facts.Active.Count switch
    {
        0 => "Every database is switched off.",
        1 => $"{facts.Active[0].Name} is the only database that takes part{SwitchedOff(facts)}.",
        2 => $"Both {(facts.Databases.Count > 2 ? "enabled " : "")}databases are in sync{SwitchedOff(facts)}.",
        var n => $"All {n} {(facts.Databases.Count > n ? "enabled " : "")}databases are in sync{SwitchedOff(facts)}.",
    };

    private static string SwitchedOff(StatusFacts facts)
    {
        var off = facts.Databases.Where(d => !d.Enabled).ToList();
        return off.Count == 0 ? "" : $"; {Names(off)} {(off.Count == 1 ? "is" : "are")} switched off";
    }

    private static string Names(List<DatabaseSummary> databases) =>
        databases.Count > 3
            ? Count(databases.Count, "database")
            : string.Join(" and ", new[] { string.Join(", ", databases.SkipLast(1).Select(d => d.Name)), databases[^1].Name }.Where(t => t.Length > 0));

    private static string Count(long count, string noun) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    private static string Duration(TimeSpan time) =>
        time.TotalSeconds < 120 ? Count((long)time.TotalSeconds, "second")
        : time.TotalMinutes < 120 ? Count((long)time.TotalMinutes, "minute")
        : time.TotalHours < 48 ? Count((long)time.TotalHours, "hour")
        : Count((long)time.TotalDays, "day");
}
