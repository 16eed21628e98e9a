namespace MultiDbSync.AppHost.Servers;

/// <summary>Signals that servers are stopped with, by their numbers, which are the same on Linux and macOS.</summary>
internal enum PosixSignalNumber
{
    /// <summary>PostgreSQL's fast shutdown: https://www.postgresql.org/docs/current/server-shutdown.html.</summary>
    Interrupt = 2,

    /// <summary>MySQL's and MariaDB's shutdown in order.</summary>
    Terminate = 15,
}
