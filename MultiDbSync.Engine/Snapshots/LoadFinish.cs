using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Storage;
using MultiDbSync.Engine.Topology;
using MultiDbSync.Engine.Verification;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>
/// The end of a first load, when the database takes part already: it receives what happened since the load began, gets the keys and indexes that are better
/// added to full tables, and is compared with its source by hashes.
/// </summary>
internal sealed class LoadFinish(EngineParts parts, LoadStore store, RunProgress progress, SyncSetInfo set, SyncRouteEntity route)
{
    private const int DeliveredPercent = 95;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public async Task<(RunStatus Status, string? Message)> RunAsync(CancellationToken cancellationToken)
    {
        if (!set.Enabled) return (RunStatus.Incomplete, $"The rows are there. {set.Name} is switched off, so what happened meanwhile was not delivered and the rows were not compared.");
        await using var session = await HubSession.OpenAsync(parts.Store, cancellationToken);
        using var open = parts.State.Open(set.Name);
        await DeliveredAsync(session, cancellationToken);
        await progress.ReportAsync(DeliveredPercent, cancellationToken);
        var note = await AddKeysAsync(cancellationToken) + await NotesAsync(cancellationToken);
        if (route.LoadMode == FirstLoadMode.SchemaOnly) return (RunStatus.Succeeded, $"{route.Node} takes part; its rows were left as they are.{note}");
        var copied = $"{progress.Run.Applied:N0} rows copied from {route.LoadSource}.{note}";
        if (route.LoadSource is not { } source || !set.ActiveNodes.Contains(source) || !parts.State.Nodes.ContainsKey(source))
            return (RunStatus.Incomplete, $"{copied} {route.LoadSource} is away, so the rows were not compared.");
        var result = await new SetComparison(parts, set, session).CompareAsync(source, route.Node, cancellationToken);
        return (!result.IsEqual ? RunStatus.Failed : result.Held > 0 ? RunStatus.Incomplete : RunStatus.Succeeded, $"{copied} Compared with {source}: {result.Describe()}");
    }

    private async Task DeliveredAsync(HubSession session, CancellationToken cancellationToken)
    {
        var target = session.Read(() => new LogTable(session, set.Name).Last());
        using var timer = new PeriodicTimer(Look, parts.Clock);
        var (last, moved) = (-1L, parts.Clock.GetTimestamp());
        while (true)
        {
            var health = parts.State.Nodes.GetValueOrDefault(route.Node)?.Health.Read();
            var applied = health?.Sets.GetValueOrDefault(set.Name)?.Applied ?? 0;
            if (applied >= target) return;
            if (applied != last) (last, moved) = (applied, parts.Clock.GetTimestamp());
            if (health is null or { State: DatabaseState.Offline } || parts.Clock.GetElapsedTime(moved) > parts.Options.RunPatience)
                throw new LoadWaitException($"{route.Node} can't receive what happened meanwhile. {health?.Message}".TrimEnd());
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task<string> NotesAsync(CancellationToken cancellationToken)
    {
        await using var db = parts.Store.CreateContext();
        var notes = await db.FindLoadNotesAsync(set.Name, route.Node, cancellationToken);
        return notes.Count == 0 ? "" : $" The tables that were made hold some things in another way ({notes.Count} notes with the run).";
    }

    // A key that can't be added holds up nothing: it is told.
    private async Task<string> AddKeysAsync(CancellationToken cancellationToken)
    {
        var statements = await store.AfterLoadAsync(set.Name, route.Node, cancellationToken);
        if (statements.Count == 0) return "";
        var topology = await parts.Store.ReadTopologyAsync(cancellationToken);
        await using var connector = parts.Connectors.Create(topology.Nodes[route.Node], topology);
        var refused = new List<string>();
        foreach (var statement in statements)
        {
            try
            {
                await connector.SchemaWriter.ExecuteAsync([statement], cancellationToken);
            }
            catch (ConnectorException e) when (e.ErrorClass is not ConnectorErrorClass.Transient)
            {
                refused.Add(e.Message);
            }
        }

        await store.ForgetAfterLoadAsync(set.Name, route.Node, cancellationToken);
        return refused.Count == 0 ? "" : $" Not added to {route.Node}: {string.Join(' ', refused)}";
    }
}
