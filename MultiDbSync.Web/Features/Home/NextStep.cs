using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Status;

namespace MultiDbSync.Web.Features.Home;

/// <summary>What somebody new does next, one thing at a time; it follows from what there is, so nobody has to keep count.</summary>
/// <param name="Id">Of a step that was put aside, so that it does not come back.</param>
/// <param name="Number">From 1.</param>
/// <param name="Href">Where it is done; null where <paramref name="Action"/> is a button of its own.</param>
public sealed record NextStep(string Id, int Number, int Of, string Title, string Text, string Action, string? Href)
{
    /// <summary>The sample's set, whose databases the demo writes to.</summary>
    public const string SampleSet = "library";

    /// <summary>The step that makes demo conflicts.</summary>
    public const string Demo = "demo";

    private static readonly string[] SampleDatabases = ["primary", "postgres_sim", "mysql_sim"];

    /// <summary>The next step, or null when there is none left.</summary>
    /// <param name="runs">The newest ones.</param>
    /// <param name="operates">Whether the reader may do it.</param>
    public static NextStep? From(SyncStatus status, IReadOnlyList<RunSummary> runs, int openConflicts, bool operates)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(runs);
        if (status.Databases.Count < 2)
            return new("databases", 1, 3, status.Databases.Count == 0 ? "Add your databases" : "Add a second database", "Two or more, of any make. Their tables stay equal from then on; nothing is changed before you say what belongs together.", "Add a database", "/databases");
        if (!status.SyncSets.Any(set => set.Databases.Count > 1))
            return new("set", 2, 3, "Make a sync set", "Choose the tables that are to be kept equal, and the databases that hold them.", "Make a sync set", "/sync-sets");
        if (!IsSample(status))
            return status.SyncSets.All(set => set.LastSuccessAt is null) ? new("watch", 3, 3, "Watch it", "The first rows are on their way. Runs shows how far it is.", "See the runs", "/runs") : null;
        var demoRan = runs.Any(run => run.Kind == RunKind.Demo && run.Status is RunStatus.Succeeded or RunStatus.Incomplete);
        if (openConflicts > 0)
            return new("settle", 2, 2, "Settle the first conflict", "Two databases changed the same row. Look at both sides and choose: all databases get your decision.", "Open the conflicts", "/conflicts");
        return !demoRan && operates
            ? new(Demo, 1, 2, "Create demo conflicts", "The sample's three databases are in sync. The demo writes to all of them at once, then makes one conflict of each kind.", "Create demo conflicts", null)
            : null;
    }

    private static bool IsSample(SyncStatus status) => Array.TrueForAll(SampleDatabases, name => status.Databases.Any(database => database.Name == name));
}
