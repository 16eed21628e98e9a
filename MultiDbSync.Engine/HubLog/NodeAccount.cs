using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// Compares a node's own account with what the hub has read of it. The hub knows a position or a generation only from the node itself, and what it has
/// taken leaves the node's log only with a new generation: a node that lacks any of it went back (or the read is older than another worker's). A node is
/// ahead by no more than what its log still says; else the hub went back.
/// </summary>
internal static class NodeAccount
{
    /// <summary>Null when both agree.</summary>
    public static CommitStatus? Compare((long Applied, long Captured) known, NodeState state, CaptureRead read, string syncSet, NodeTable believed)
    {
        if (state.Captured < known.Captured || state.Applied < known.Applied) return CommitStatus.Stale;
        if (state.Captured > known.Captured + 1) return CommitStatus.NodeAhead;
        if (!read.Complete) return null;
        if (state.Applied > known.Applied && !read.Entries.Any(e => e.Kind == EntryKind.Applied && e.SyncSet == syncSet)) return CommitStatus.NodeAhead;
        if (state.Captured != known.Captured) return null;
        var taken = believed.Taken(syncSet, state.Captured);
        return taken.Count > 0 && taken.Except(read.Entries.Select(e => e.Id)).Any() ? CommitStatus.Stale : null;
    }
}
