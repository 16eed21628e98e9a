namespace MultiDbSync.Engine.Schema;

/// <summary>How an engine compares the text of a column when it enforces keys.</summary>
[Flags]
public enum KeyEquality
{
    /// <summary>Byte by byte.</summary>
    Binary = 0,

    /// <summary>Letters of either case are one.</summary>
    IgnoreCase = 1,

    /// <summary>Trailing spaces do not count.</summary>
    TrimTrailingSpaces = 2,
}
