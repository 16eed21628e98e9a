namespace MultiDbSync.AppHost.Servers;

/// <summary>How a server is started and stopped.</summary>
/// <param name="StopSignal">The signal by which it shuts down in order, at once.</param>
internal sealed record ServerCommand(string Program, IReadOnlyList<string> Arguments, PosixSignalNumber StopSignal)
{
    /// <summary>The account to run as, or null for our own.</summary>
    public ServerAccount? Account { get; init; }

    /// <summary>Where the server runs, and the file in it that tells its process id; null where that is not a folder of this machine.</summary>
    public string? Folder { get; init; }

    public string? PidFile { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
