using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.Realtime;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Tells worker and consoles what people did with conflicts.</summary>
internal sealed class ConflictNews(EventPublisher events, TimeProvider time)
{
    /// <summary>The set's hub log has grown: conflicts were settled, or one was opened again.</summary>
    /// <param name="id">Which one; null for many.</param>
    public async Task DecidedAsync(string syncSet, int openConflicts, long? id)
    {
        await events.SignalAsync(syncSet);
        await events.PublishAsync(new SyncEvent(SyncEventKind.Conflict, time.GetUtcNow(), syncSet, openConflicts, id));
    }

    /// <summary>Something was noted with a conflict.</summary>
    public Task NotedAsync(string syncSet, long id) => events.PublishAsync(new SyncEvent(SyncEventKind.Conflict, time.GetUtcNow(), syncSet, ConflictId: id));
}
