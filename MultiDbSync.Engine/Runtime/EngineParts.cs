using Microsoft.Extensions.Logging;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Runtime;

/// <summary>What every node's loops are made of.</summary>
internal sealed record EngineParts(
    HubStore Store,
    HubLog.HubLog Log,
    EngineState State,
    NodeRegistry Registry,
    ConnectorSource Connectors,
    IEventSink Events,
    SyncOptions Options,
    TimeProvider Clock,
    ILoggerFactory Loggers);
