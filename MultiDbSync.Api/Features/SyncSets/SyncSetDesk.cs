using Microsoft.AspNetCore.Http.HttpResults;
using MultiDbSync.Api.Features.Status;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Changes a sync set, tells worker and consoles, and answers how it is now.</summary>
internal sealed partial class SyncSetDesk(SyncSetChange change, TopologyStatus topology, EventPublisher events, ILogger<SyncSetDesk> logger)
{
    public async Task<Results<Ok<SyncSetSummary>, ProblemHttpResult>> UpdateAsync(
        string name, UpdateSyncSetRequest request, string by, CancellationToken cancellationToken)
    {
        if (await change.FindAsync(name, cancellationToken) is not { } set) return Problem.NotFound("sync set", name);
        var errors = await change.ApplyAsync(set, request, cancellationToken);
        if (errors.Count > 0) return Problem.Invalid(errors);

        Changed(name, set.Enabled, set.Mode, by);
        await events.CommandAsync("reload", null);
        await events.ConfigurationChangedAsync();
        var sets = await topology.ReadSyncSetsAsync(await topology.ReadDatabasesAsync(cancellationToken), cancellationToken);
        return TypedResults.Ok(sets.First(s => s.Name == name));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Sync set {SyncSet}: enabled {Enabled}, mode {Mode}, by {Actor}")]
    private partial void Changed(string syncSet, bool enabled, SyncMode mode, string actor);
}
