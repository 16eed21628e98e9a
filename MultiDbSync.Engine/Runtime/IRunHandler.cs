using MultiDbSync.Contracts.Runs;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Does the work of one kind of run.</summary>
public interface IRunHandler
{
    /// <summary>Whether runs of this kind are its work.</summary>
    bool Handles(RunKind kind);

    /// <summary>Works until done; reports on the way.</summary>
    /// <returns>How it ended, with a message for people when something was left.</returns>
    Task<(RunStatus Status, string? Message)> ExecuteAsync(RunProgress progress, CancellationToken cancellationToken);
}
