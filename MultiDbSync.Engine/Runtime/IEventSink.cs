using MultiDbSync.Contracts.Realtime;

namespace MultiDbSync.Engine.Runtime;

/// <summary>Where the engine tells what happens. Events may be lost; nothing depends on them but the freshness of what people see.</summary>
public interface IEventSink
{
    /// <summary>Hands an event on; never blocks and never throws.</summary>
    void Publish(SyncEvent syncEvent);
}
