using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Verification;

/// <summary>One side of a comparison.</summary>
/// <param name="Running">The node as the worker runs it.</param>
/// <param name="Connector">A connector of the comparison's own.</param>
/// <param name="Rows">Those of its rows that both databases should have.</param>
internal sealed record ComparedNode(NodeContext Running, INodeConnector Connector, IRowReader Rows)
{
    public Task<RowImage?> FindAsync(TableSchema table, RowKey key, CancellationToken cancellationToken) => Rows.FindAsync(table, key, cancellationToken);

    public Task<NodeState> StateAsync(string syncSet, CancellationToken cancellationToken) => Connector.Applier.ReadStateAsync(syncSet, cancellationToken);
}
