namespace MultiDbSync.Contracts.Databases;

/// <summary>How a field of a connection is asked for.</summary>
public enum ConnectionFieldKind
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Never shown, never returned.</summary>
    Secret,

    /// <summary>The path of a file where API and worker run.</summary>
    File,
}
