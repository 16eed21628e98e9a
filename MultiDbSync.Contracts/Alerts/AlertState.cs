namespace MultiDbSync.Contracts.Alerts;

/// <summary>Whether an alert lasts.</summary>
public enum AlertState
{
    /// <summary>It lasts.</summary>
    Open,

    /// <summary>It is over.</summary>
    Closed,
}
