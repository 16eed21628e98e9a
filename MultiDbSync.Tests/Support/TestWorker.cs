using Microsoft.Extensions.Logging.Abstractions;
using MultiDbSync.Connectors.MySql;
using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Connectors.PostgreSql.Logical;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Support;

/// <summary>A worker in this process, over any hub store, for all makes.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    public static readonly IReadOnlyList<IConnectorFactory> Factories =
        [new SqliteConnectorFactory(), new PostgreSqlConnectorFactory(), new PostgreSqlLogicalConnectorFactory(), new MySqlConnectorFactory()];

    private static readonly TimeSpan TimeToStop = TimeSpan.FromMinutes(1);

    private readonly EngineService _service;
    private readonly HubLog _log;

    private TestWorker(EngineService service, HubLog log) => (_service, _log) = (service, log);

    /// <param name="loadChunk">Rows of a first load's chunk.</param>
    public static async Task<TestWorker> StartAsync(HubStore store, int loadChunk)
    {
        var options = new SyncOptions
        {
            Sweep = TimeSpan.FromMilliseconds(500),
            DeliveryPoll = TimeSpan.FromMilliseconds(200),
            ConfigurationPoll = TimeSpan.FromMilliseconds(100),
            CaptureCheck = TimeSpan.FromMilliseconds(200),
            ConstraintPatience = TimeSpan.FromMilliseconds(500),
            LoadChunk = loadChunk,
        };
        var log = new HubLog(store, TimeProvider.System, EngineSafeties.AllOn);
        var parts = new EngineParts(store, log, new EngineState(), new NodeRegistry(store), new ConnectorSource(Factories, store), new Silence(), options, TimeProvider.System, NullLoggerFactory.Instance);
        var service = new EngineService(parts, new SyncEngine(parts), new RunExecutor(parts, [new SyncRunHandler(parts), new FirstLoadRunHandler(parts)]));
        await service.StartAsync(TestContext.Current.CancellationToken);
        return new TestWorker(service, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync(CancellationToken.None).WaitAsync(TimeToStop, TestContext.Current.CancellationToken);
        _service.Dispose();
        await _log.DisposeAsync();
    }

    private sealed class Silence : IEventSink
    {
        public void Publish(SyncEvent syncEvent)
        {
            // Nobody listens.
        }
    }
}
