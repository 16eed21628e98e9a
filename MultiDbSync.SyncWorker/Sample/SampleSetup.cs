using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>At first start: makes the sample databases and registers them. Later it only follows servers that have moved to another port.</summary>
internal sealed partial class SampleSetup(HubStore store, IEnumerable<IConnectorFactory> factories, IOptions<SampleOptions> options, TimeProvider clock, ILogger<SampleSetup> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Directory is not { Length: > 0 }) return;
        var databases = options.Value.Databases();
        await using var db = store.CreateContext();
        if (await db.Nodes.AnyAsync(cancellationToken))
            await FollowAsync(db, databases, cancellationToken);
        else
            await RegisterAsync(db, databases, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RegisterAsync(HubDbContext db, IReadOnlyList<SampleDatabase> databases, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var set = new SyncSetEntity { Name = SampleOptions.SyncSet, Mode = SyncMode.RealTime };
        foreach (var database in databases)
        {
            await LibraryMakes.Of(database.Make).CreateAsync(database.ConnectionString, cancellationToken);
            db.Nodes.Add(new NodeEntity
            {
                Name = database.Name,
                Make = database.Make,
                ConnectionString = store.Connections.Protect(database.ConnectionString),
                Priority = database.Name == SampleOptions.Primary ? 1 : 0,
                CreatedAt = now,
            });
            set.Routes.Add(new SyncRouteEntity { SyncSet = set.Name, Node = database.Name });
        }

        foreach (var table in await SchemaAsync(databases[0], cancellationToken))
            set.Tables.Add(new SyncTableEntity { SyncSet = set.Name, Name = table.Name, Policy = PolicySpec.Default, SchemaJson = TopologyReader.ToJson(table) });
        foreach (var database in databases.Where(d => d.Make != databases[0].Make))
            set.Routes.Single(r => r.Node == database.Name).Tables.AddRange(await RouteAsync(database, cancellationToken));
        db.SyncSets.Add(set);
        await db.SaveChangesAsync(cancellationToken);
        Made(string.Join(", ", databases.Select(d => d.Name)));
    }

    /// <summary>The tables in the make's own terms.</summary>
    private async Task<IEnumerable<RouteTableEntity>> RouteAsync(SampleDatabase database, CancellationToken cancellationToken) =>
        (await SchemaAsync(database, cancellationToken)).Where(t => LibraryDatabase.Tables.Contains(t.Name)).Select(t => new RouteTableEntity
        {
            SyncSet = SampleOptions.SyncSet,
            Node = database.Name,
            TableName = t.Name,
            NativeSchemaJson = TopologyReader.ToJson(t),
        });

    private async Task FollowAsync(HubDbContext db, IReadOnlyList<SampleDatabase> databases, CancellationToken cancellationToken)
    {
        foreach (var node in await db.Nodes.ToListAsync(cancellationToken))
        {
            if (databases.FirstOrDefault(d => d.Name == node.Name && d.Make == node.Make) is not { } database || IsThere(node, database)) continue;
            node.ConnectionString = store.Connections.Protect(database.ConnectionString);
            Moved(node.Name);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    // What can't be read any more is written anew: of these databases the place is known.
    private bool IsThere(NodeEntity node, SampleDatabase database)
    {
        try
        {
            return store.Connections.Reveal(node.Name, node.ConnectionString) == database.ConnectionString;
        }
        catch (ConnectorException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<Engine.Schema.TableSchema>> SchemaAsync(SampleDatabase database, CancellationToken cancellationToken)
    {
        await using var connector = factories.Single(f => f.Make == database.Make).Create(new NodeInfo(database.Name, database.Make, database.ConnectionString));
        return await connector.Schema.ReadAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Made the sample library in {Databases}")]
    private partial void Made(string databases);

    [LoggerMessage(Level = LogLevel.Information, Message = "The sample database {Database} is at another place than before")]
    private partial void Moved(string database);
}
