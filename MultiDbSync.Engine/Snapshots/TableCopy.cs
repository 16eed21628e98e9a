using System.Threading.Channels;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>
/// Copies one table in chunks of its key order while applications write on both sides. Reading goes ahead of writing by two chunks. A chunk is written once
/// the hub knows every value in it, and counts once it is written: who is cut off goes on behind the last one.
/// </summary>
internal sealed class TableCopy(LoadScope scope, TableSchema table, RowLoader loader, ParentPlanner parents, LoadStore store)
{
    private const int ReadAhead = 2;

    private readonly TableView _view = RouteViews.Of(scope.Set).Of(scope.Node, table.Name);

    /// <param name="copied">Called after each chunk.</param>
    public async Task RunAsync(LoadTableEntity progress, Func<Task> copied, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var chunks = Channel.CreateBounded<LoadChunk>(new BoundedChannelOptions(ReadAhead) { SingleReader = true, SingleWriter = true });
        Begin(progress);
        var reading = Task.Run(() => ReadAsync(chunks.Writer, progress.LastKey, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellationToken))
            {
                await WriteAsync(chunk, cancellationToken);
                Count(progress, chunk);
                if (!await store.SaveAsync(progress, scope.Source.Node.Name, cancellationToken)) throw new LoadWaitException($"{scope.Source.Node.Name} is no longer what {scope.Node} is loaded from.");
                await copied();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    // Errors go to the writing side, by the channel.
    private async Task ReadAsync(ChannelWriter<LoadChunk> chunks, string? lastKey, CancellationToken cancellationToken)
    {
        try
        {
            var after = lastKey is null ? null : RowKey.Parse(lastKey);
            var limit = scope.Parts.Options.LoadChunk;
            while (true)
            {
                var rows = await scope.Source.Rows.ReadPageAsync(table, after, limit, cancellationToken);
                var chunk = new LoadChunk(rows, scope.Running.Watch.Now, rows.Count < limit);
                scope.Running.Sweep.Set();
                await chunks.WriteAsync(chunk, cancellationToken);
                if (chunk.IsLast) break;
                after = table.KeyOf(rows[^1]);
            }

            chunks.Complete();
        }
        catch (Exception e)
        {
            chunks.TryComplete(e);
        }
    }

    private async Task WriteAsync(LoadChunk chunk, CancellationToken cancellationToken)
    {
        if (chunk.Rows.Count == 0) return;
        await HubKnowledge.PassedAsync(scope.Parts.State, scope.Running, chunk.ReadBefore, cancellationToken);
        IReadOnlyList<LoadRow> rows = [.. chunk.Rows.Where(_view.IsThere).Select(image => new LoadRow(table, table.KeyOf(image), image))];
        if (rows.Count == 0) return;
        await loader.WriteAsync(parents.MayLackParents(table) ? (await parents.PlanAsync(rows, cancellationToken)).All() : rows, cancellationToken);
    }

    // Time in which it rested tells nothing of the rate: the beginning moves on by it.
    private void Begin(LoadTableEntity progress)
    {
        var now = scope.Parts.Clock.GetUtcNow();
        progress.StartedAt = progress is { StartedAt: { } began, FinishedAt: { } last } ? now - (last - began) : now;
        progress.FinishedAt = progress.FinishedAt is null ? null : now;
    }

    private void Count(LoadTableEntity progress, LoadChunk chunk)
    {
        if (chunk.Rows.Count > 0) progress.LastKey = table.KeyOf(chunk.Rows[^1]).Text;
        progress.Copied += chunk.Rows.Count(_view.IsThere);
        progress.Done = chunk.IsLast;
        progress.FinishedAt = scope.Parts.Clock.GetUtcNow();
    }
}
