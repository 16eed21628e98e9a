using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Reads a database's schema within a time limit: also the test that a connection works.</summary>
internal static class SchemaProbe
{
    /// <exception cref="ConnectorException">The database can't be read, or not in time.</exception>
    public static async Task<IReadOnlyList<TableSchema>> ReadAsync(INodeConnector connector, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(limit);
        try
        {
            return await connector.Schema.ReadAsync(timer.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConnectorException(
                ConnectorErrorClass.Transient, connector.Node.Name, $"The database did not answer within {limit.TotalSeconds:0} seconds.", e);
        }
    }
}
