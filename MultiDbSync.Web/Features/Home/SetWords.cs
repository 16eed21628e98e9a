using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Home;

/// <summary>Sync sets as Home shows them.</summary>
internal static class SetWords
{
    /// <summary>The most pressing thing about a set.</summary>
    public static (string Text, Tone Tone) Of(SyncSetSummary set)
    {
        if (!set.Enabled)
            return ("Switched off", Tone.Neutral);
        if (set.Routes.Any(route => route.State == RouteState.Loading))
            return ("First load", Tone.Busy);
        if (set.PendingChanges > 0)
            return (set.Mode == SyncMode.RealTime ? "Syncing" : "Waits for the next run", Tone.Busy);
        return set.OpenConflicts > 0 ? (Humanise.Count(set.OpenConflicts, "open conflict"), Tone.Warn) : ("In sync", Tone.Good);
    }
}
