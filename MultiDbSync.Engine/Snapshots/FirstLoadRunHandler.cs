using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Runtime;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>Runs first loads: one at a time per sync set, in one worker at a time.</summary>
internal sealed class FirstLoadRunHandler(EngineParts parts) : IRunHandler
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly LoadStore _store = new(parts.Store, parts.Log);

    public bool Handles(RunKind kind) => kind == RunKind.FirstLoad;

    public async Task<(RunStatus Status, string? Message)> ExecuteAsync(RunProgress progress, CancellationToken cancellationToken)
    {
        var run = progress.Run;
        await using var turn = await TakeTurnAsync(run.SyncSet, cancellationToken);
        if (await _store.NodeOfAsync(run, cancellationToken) is not { } node) return (RunStatus.Failed, "The database that it was for has left, or a later run has taken over.");
        using var claim = parts.State.ClaimForLoad(node, cancellationToken);
        try
        {
            return await new FirstLoad(parts, _store, progress, node).RunAsync(claim.Token);
        }
        catch (LoadEndedException e)
        {
            return (RunStatus.Failed, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (RunStatus.Failed, $"{node} is being removed.");
        }
    }

    // Two workers by mistake must not prepare one database twice. The operating system ends the turn with the process.
    private async Task<FileStream> TakeTurnAsync(string syncSet, CancellationToken cancellationToken)
    {
        var path = $"{parts.Store.File}.{syncSet}.load";
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Look, parts.Clock, cancellationToken);
            }
        }
    }
}
