namespace MultiDbSync.Contracts.Databases;

/// <summary>What the worker knows of a database.</summary>
public enum DatabaseState
{
    /// <summary>Not looked at yet since the worker started.</summary>
    Unknown,

    /// <summary>Captured and delivered to.</summary>
    Online,

    /// <summary>Can't be reached; tried again with backoff.</summary>
    Offline,

    /// <summary>Switched off by an operator. Its triggers stay, so nothing is lost meanwhile.</summary>
    Disabled,

    /// <summary>Needs a person: capture is damaged, the database was replaced, or it belongs to another hub.</summary>
    Attention,
}
