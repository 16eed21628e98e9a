using System.Diagnostics;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Diagnostics;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Capture;

/// <summary>
/// Moves a node's change log to the hub: read what is visible, commit it durably at the hub, delete exactly that at the node. A crash between the last two
/// leaves entries that the hub recognises when they come again.
/// </summary>
/// <param name="beforeCommit">Tells the configuration to judge a read by, where that may have changed since.</param>
/// <param name="correct">Turns the times of a read to the hub's clock.</param>
internal sealed class NodeCapture(
    INodeConnector node, HubLog.HubLog log, Func<CaptureRead, CancellationToken, Task<TopologySnapshot>>? beforeCommit = null, Func<CaptureRead, CaptureRead>? correct = null)
{
    private const int ReadLimit = 5000;

    /// <summary>What a round would read.</summary>
    public Task<CaptureRead> ReadAsync(CancellationToken cancellationToken) => node.Changes.ReadAsync(ReadLimit, cancellationToken);

    /// <summary>One round.</summary>
    /// <param name="check">Also when nothing was read: compare the node's account with the hub's belief.</param>
    /// <param name="committed">Called once the hub has the changes, before they are deleted at the node: delivery need not wait for that.</param>
    public async Task<CaptureOutcome> StepAsync(
        Origin origin, TopologySnapshot topology, bool check, Action<CommitResult> committed, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(cancellationToken);
        if (read.Raw.Count == 0 && !check) return new CaptureOutcome(0, CommitResult.Of(CommitStatus.Committed), read.Complete);
        if (beforeCommit is not null) topology = await beforeCommit(read, cancellationToken);
        var changes = read.Entries.Count(e => e.Kind == EntryKind.Change);
        using var activity = changes == 0 ? null : SyncTelemetry.Source.StartActivity("capture", ActivityKind.Producer, default(ActivityContext));
        activity?.SetTag("mds.node", origin.Node).SetTag("mds.changes", changes);
        if (correct is not null) read = correct(read);
        var result = await CommitAsync(origin, read, topology, changes, cancellationToken);
        committed(result);
        if (result.Status == CommitStatus.Committed && read.Raw.Count > 0) await node.Changes.DeleteAsync(read, cancellationToken);
        return new CaptureOutcome(read.Raw.Count, result, read.Complete);
    }

    private async Task<CommitResult> CommitAsync(Origin origin, CaptureRead read, TopologySnapshot topology, int changes, CancellationToken cancellationToken)
    {
        using var activity = changes == 0 ? null : SyncTelemetry.Source.StartActivity("hub commit");
        var result = await log.CommitAsync(origin, read, topology, cancellationToken);
        activity?.SetTag("mds.accepted", result.Accepted).SetTag("mds.conflicts", result.OpenedConflicts.Count);
        return result;
    }
}
