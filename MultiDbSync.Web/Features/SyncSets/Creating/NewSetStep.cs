namespace MultiDbSync.Web.Features.SyncSets.Creating;

/// <summary>The steps of making a sync set.</summary>
public enum NewSetStep
{
    /// <summary>Whose tables it is made of.</summary>
    Database,

    /// <summary>Which tables.</summary>
    Tables,

    /// <summary>Name, schedule and policy.</summary>
    Settings,

    /// <summary>All of it, before it is done.</summary>
    Review,
}
