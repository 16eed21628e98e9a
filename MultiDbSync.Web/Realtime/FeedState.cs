namespace MultiDbSync.Web.Realtime;

/// <summary>Whether pushes arrive.</summary>
public enum FeedState
{
    /// <summary>Not connected yet.</summary>
    Starting,

    /// <summary>Pushes arrive.</summary>
    Live,

    /// <summary>The connection was lost; it is tried again for ever.</summary>
    Lost,
}
