using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>At first start: makes the sample databases and registers them. Does nothing once any database is registered.</summary>
internal sealed partial class SampleSetup(HubStore store, IEnumerable<IConnectorFactory> factories, IOptions<SampleOptions> options, TimeProvider clock, ILogger<SampleSetup> logger)
    : IHostedService
{
    private const string Make = "sqlite";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Directory is not { Length: > 0 } folder) return;
        await using var db = store.CreateContext();
        if (await db.Nodes.AnyAsync(cancellationToken)) return;
        var now = clock.GetUtcNow();
        var set = new SyncSetEntity { Name = SampleOptions.SyncSet, Mode = SyncMode.RealTime };
        foreach (var name in SampleOptions.Databases)
        {
            var path = Path.GetFullPath(Path.Combine(folder, name + ".db"));
            await LibraryDatabase.CreateAsync(path, cancellationToken);
            db.Nodes.Add(new NodeEntity { Name = name, Make = Make, ConnectionString = $"Data Source={path}", Priority = name == "primary" ? 1 : 0, CreatedAt = now });
            set.Routes.Add(new SyncRouteEntity { SyncSet = set.Name, Node = name });
        }

        foreach (var table in await SchemaAsync(Path.Combine(folder, SampleOptions.Databases[0] + ".db"), cancellationToken))
            set.Tables.Add(new SyncTableEntity { SyncSet = set.Name, Name = table.Name, Policy = PolicySpec.Default, SchemaJson = TopologyReader.ToJson(table) });
        db.SyncSets.Add(set);
        await db.SaveChangesAsync(cancellationToken);
        Made(folder);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<IReadOnlyList<Engine.Schema.TableSchema>> SchemaAsync(string path, CancellationToken cancellationToken)
    {
        await using var connector = factories.Single(f => f.Make == Make).Create(new NodeInfo(SampleOptions.Databases[0], Make, $"Data Source={Path.GetFullPath(path)}"));
        return await connector.Schema.ReadAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Made the sample library in {Folder}")]
    private partial void Made(string folder);
}
