using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Routing;

internal sealed class RoutedConnectionTest(IConnectionTest inner, RouteMaps maps) : IConnectionTest
{
    public Task<IReadOnlyList<ConnectionFinding>> RunAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken) =>
        inner.RunAsync([.. tables.Select(maps.Native)], cancellationToken);
}
