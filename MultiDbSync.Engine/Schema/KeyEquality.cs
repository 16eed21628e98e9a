namespace MultiDbSync.Engine.Schema;

/// <summary>How an engine compares the text of a column when it enforces keys.</summary>
[Flags]
public enum KeyEquality
{
    /// <summary>Byte by byte.</summary>
    Binary = 0,

    /// <summary>ASCII letters of either case are one, as SQLite's NOCASE has it (https://www.sqlite.org/datatype3.html#collating_sequences); é and É are two.</summary>
    IgnoreCase = 1,

    /// <summary>Trailing spaces do not count.</summary>
    TrimTrailingSpaces = 2,
}
