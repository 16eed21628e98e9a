namespace MultiDbSync.Engine.Storage;

/// <summary>Which mail an address gets, and how often. An address without one gets what the settings say.</summary>
public sealed class MailPreferenceEntity
{
    /// <summary>Nobody has chosen an interval for the address.</summary>
    public const int AsSet = -1;

    /// <summary>The address, in lower case.</summary>
    public required string Address { get; set; }

    /// <summary>Gets mail about conflicts.</summary>
    public bool Conflicts { get; set; } = true;

    /// <summary>Gets mail about alerts.</summary>
    public bool Alerts { get; set; } = true;

    /// <summary>How long conflicts are gathered after a first one was mailed, in seconds; 0 not at all, <see cref="AsSet"/> as the worker is set.</summary>
    public int DigestSeconds { get; set; } = AsSet;

    /// <summary>When the last mail about conflicts was written for the address.</summary>
    public DateTimeOffset? LastConflictMailAt { get; set; }

    /// <summary>The last conflict that the address was told of.</summary>
    public long LastConflictId { get; set; }
}
