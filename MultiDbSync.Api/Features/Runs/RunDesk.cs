using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Snapshots;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Runs;

/// <summary>Calls queued runs off; pauses first loads and lets them go on.</summary>
internal sealed partial class RunDesk(HubDbContext db, EventPublisher events, TimeProvider time, ILogger<RunDesk> logger)
{
    public async Task<Results<Ok<RunSummary>, ProblemHttpResult>> CancelAsync(long id, string by, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } run) return NoRun(id);
        if (run.Kind == RunKind.FirstLoad) return Moved("A first load can't be cancelled: its database belongs to the sync set already.", "Pause it, or remove the database from the sync set.");

        // The worker takes a run by the same comparison: one of the two finds it queued.
        var cancelled = await db.Runs.Where(r => r.Id == id && r.Status == RunStatus.Queued).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.Status, RunStatus.Cancelled).SetProperty(x => x.FinishedAt, time.GetUtcNow()).SetProperty(x => x.Message, $"Cancelled by {by} before it began."),
            cancellationToken);
        if (cancelled == 0) return Moved("The run has begun already, or is over.", "A run that is under way ends by itself; what it has delivered stays.");
        Cancelled(id, by);
        return await TellAsync(id, cancellationToken);
    }

    public async Task<Results<Ok<RunSummary>, ProblemHttpResult>> PauseAsync(long id, string by, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } run) return NoRun(id);
        if (run.Status is not (RunStatus.Queued or RunStatus.Running) || await db.FindLoadedAsync(run, cancellationToken) is not { } node
            || !await db.PauseLoadAsync(run.SyncSet, node, by, cancellationToken))
            return Moved("Only a first load that still copies rows can be paused.", null);
        Paused(id, by);
        return await TellAsync(id, cancellationToken);
    }

    public async Task<Results<Ok<RunSummary>, ProblemHttpResult>> ResumeAsync(long id, string by, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } run) return NoRun(id);
        if (await db.FindLoadedAsync(run, cancellationToken) is not { } node || !await db.ResumeLoadAsync(run.SyncSet, node, cancellationToken))
            return Moved("The run is not paused.", null);
        Resumed(id, by);
        await events.CommandAsync("run", run.SyncSet);
        return await TellAsync(id, cancellationToken);
    }

    private Task<RunEntity?> FindAsync(long id, CancellationToken cancellationToken) => db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken);

    private async Task<Results<Ok<RunSummary>, ProblemHttpResult>> TellAsync(long id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } run) return NoRun(id);
        var summary = run.ToSummary() with { Load = await db.FindLoadAsync(run, cancellationToken) };
        await events.PublishAsync(new SyncEvent(SyncEventKind.Run, time.GetUtcNow(), run.SyncSet, Run: summary));
        return TypedResults.Ok(summary);
    }

    private static ProblemHttpResult NoRun(long id) => Problem.NotFound("run", id.ToString(CultureInfo.InvariantCulture));

    private static ProblemHttpResult Moved(string title, string? advice) => Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.RunMoved, title, advice);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run} was cancelled by {Actor}")]
    private partial void Cancelled(long run, string actor);

    [LoggerMessage(Level = LogLevel.Information, Message = "First load {Run} was paused by {Actor}")]
    private partial void Paused(long run, string actor);

    [LoggerMessage(Level = LogLevel.Information, Message = "First load {Run} was resumed by {Actor}")]
    private partial void Resumed(long run, string actor);
}
