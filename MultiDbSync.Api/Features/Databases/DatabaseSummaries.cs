using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Databases as lists show them: never with their connection strings.</summary>
internal sealed class DatabaseSummaries(IEnumerable<IConnectorFactory> makes, HubStore hub, TimeProvider time)
{
    public DatabaseSummary Of(NodeEntity node, IEnumerable<SyncRouteEntity> routes) => new(
        node.Name, node.Make, LocationOf(node), TakesPart(node), StateOf(node), node.Removing ? $"Is being removed. {node.Message}".Trim() : node.Message,
        node.Pending, node.Deferred, LagOf(node), node.LastSeenAt,
        [.. routes.Where(r => r.Node == node.Name).Select(r => r.SyncSet).Order(StringComparer.Ordinal)],
        node.ClockOffsetMs, node.ClockErrorMs, node.Priority);

    private static bool TakesPart(NodeEntity node) => node.Enabled && !node.Removing;

    private static DatabaseState StateOf(NodeEntity node) =>
        !TakesPart(node) ? DatabaseState.Disabled : Enum.TryParse<DatabaseState>(node.State, out var state) ? state : DatabaseState.Unknown;

    private double LagOf(NodeEntity node) =>
        node.BehindSince is { } since && node.Pending > 0 ? Math.Max(0, (time.GetUtcNow() - since).TotalSeconds) : 0;

    private string LocationOf(NodeEntity node)
    {
        try
        {
            return makes.FirstOrDefault(m => m.Make == node.Make)?.DescribeLocation(hub.Connections.Reveal(node.Name, node.ConnectionString)) ?? "";
        }
        catch (ConnectorException)
        {
            // The connection string can't be read or understood: the worker says so in the state's message.
            return "";
        }
    }
}
