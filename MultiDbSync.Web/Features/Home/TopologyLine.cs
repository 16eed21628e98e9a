using System.Globalization;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Web.Components.Shared;
using RouteDirection = MultiDbSync.Contracts.SyncSets.RouteDirection;

namespace MultiDbSync.Web.Features.Home;

/// <summary>A membership, drawn from the database to its sync set.</summary>
public sealed record TopologyLine(SyncSetSummary Set, DatabaseSummary Database, SyncSetRoute Route, double X1, double Y1, double X2, double Y2)
{
    /// <summary>A curve that leaves both boxes sideways.</summary>
    public string Path
    {
        get
        {
            var bend = (X2 - X1) / 2;
            return string.Create(CultureInfo.InvariantCulture, $"M{X1:0.#},{Y1:0.#} C{X1 + bend:0.#},{Y1:0.#} {X2 - bend:0.#},{Y2:0.#} {X2:0.#},{Y2:0.#}");
        }
    }

    /// <summary>Whether changes go to the database.</summary>
    public bool Receives => Route.Direction != RouteDirection.SendOnly;

    /// <summary>Whether the database's changes go out.</summary>
    public bool Sends => Route.Direction != RouteDirection.ReceiveOnly;

    /// <summary>How it is going.</summary>
    public Tone Tone => !Set.Enabled || !Database.Enabled ? Tone.Neutral
        : Database.State == DatabaseState.Attention ? Tone.Bad
        : Database.State == DatabaseState.Offline ? Tone.Warn
        : Route.State == RouteState.Loading || Database.PendingChanges > 0 ? Tone.Busy
        : Database.State == DatabaseState.Online ? Tone.Good : Tone.Neutral;

    /// <summary>The direction in words.</summary>
    public string Way => Route.State == RouteState.Loading ? "first load" : Route.Direction switch
    {
        RouteDirection.SendOnly => "sends only",
        RouteDirection.ReceiveOnly => "receives only",
        _ => "both ways",
    };
}
