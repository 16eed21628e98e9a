namespace MultiDbSync.Engine.Conflicts;

/// <summary>Names of the steps that a conflict's history records.</summary>
public static class ConflictActions
{
    /// <summary>A policy settled it.</summary>
    public const string Settled = "settled";

    /// <summary>It waits for a person.</summary>
    public const string Opened = "opened";

    /// <summary>A person decided.</summary>
    public const string Resolved = "resolved";

    /// <summary>What it waited for has come.</summary>
    public const string Released = "released";

    /// <summary>A decision was taken back.</summary>
    public const string Reopened = "reopened";

    /// <summary>Somebody is to decide, or nobody any more.</summary>
    public const string Assigned = "assigned";

    /// <summary>A model was asked, and proposed something.</summary>
    public const string Proposed = "proposed";

    /// <summary>A person's remark.</summary>
    public const string Commented = "commented";
}
