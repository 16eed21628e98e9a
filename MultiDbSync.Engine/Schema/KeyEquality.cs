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

    /// <summary>Letters of either case are one in every script; so are variants of a character such as full width, circled or superscript.</summary>
    IgnoreUnicodeCase = 4,

    /// <summary>Letters with and without marks are one.</summary>
    IgnoreAccents = 8,

    /// <summary>Characters without a weight of their own (controls, joiners) do not count, and a letter with its mark is the same in one code point and in two.</summary>
    IgnoreUnweighted = 16,

    /// <summary>ß is ss and æ is ae, as the Unicode collation algorithm has it. Without it, and where accents do not count, they are s and a.</summary>
    ExpandLetters = 32,

    /// <summary>All characters beyond U+FFFF are one.</summary>
    OneBeyondBmp = 64,

    /// <summary>ü is y, the default of MySQL before 8.0.</summary>
    SwedishLetters = 128,
}
