using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Status;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Switches and removes databases, and tells worker and consoles.</summary>
internal sealed partial class DatabaseDesk(
    HubDbContext db, DatabaseUsage usage, TopologyStatus topology, EventPublisher events, AuditTrail audit, ILogger<DatabaseDesk> logger)
{
    /// <summary>The database as it is then, or null when there is none of that name.</summary>
    public async Task<DatabaseSummary?> SwitchAsync(string name, bool enabled, string by, CancellationToken cancellationToken)
    {
        if (!await ChangeAsync(name, n => new { n.Enabled }, n => n.Enabled = enabled, cancellationToken)) return null;
        Switched(name, enabled, by);
        return await TellAsync(name, cancellationToken);
    }

    /// <summary>The database as it is then, or null when there is none of that name.</summary>
    public async Task<DatabaseSummary?> RankAsync(string name, int priority, string by, CancellationToken cancellationToken)
    {
        if (!await ChangeAsync(name, n => new { n.Priority }, n => n.Priority = priority, cancellationToken)) return null;
        Ranked(name, priority, by);
        return await TellAsync(name, cancellationToken);
    }

    /// <summary>Why it can't be removed, or null: the worker does the rest.</summary>
    public async Task<ProblemHttpResult?> RemoveAsync(string name, string by, CancellationToken cancellationToken)
    {
        if (await usage.RefuseLeavingAsync(name, cancellationToken) is { } needed)
            return Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.LastCompleteDatabase, $"{needed.SyncSet} needs {name}.", needed.Reason);
        if (!await ChangeAsync(name, n => new { n.Make, n.Enabled }, n => n.Removing = true, cancellationToken)) return Problem.NotFound("database", name);
        Removing(name, by);
        await TellAsync(name, cancellationToken);
        return null;
    }

    /// <summary>A database was registered.</summary>
    public async Task<DatabaseSummary> AddedAsync(string name, string by, CancellationToken cancellationToken)
    {
        Added(name, by);
        return (await TellAsync(name, cancellationToken))!;
    }

    // Only what was set is written: the worker keeps its own figures in the same row.
    private async Task<bool> ChangeAsync(string name, Func<NodeEntity, object> before, Action<NodeEntity> change, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Nodes.FirstOrDefaultAsync(n => n.Name == name, cancellationToken) is not { } node) return false;
        audit.Before = before(node);
        change(node);
        await db.SaveChangesAsync(cancellationToken);
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<DatabaseSummary?> TellAsync(string name, CancellationToken cancellationToken)
    {
        await events.CommandAsync("reload", null);
        await events.ConfigurationChangedAsync();
        return (await topology.ReadDatabasesAsync(cancellationToken)).FirstOrDefault(d => d.Name == name);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Database {Database}: enabled {Enabled}, by {Actor}")]
    private partial void Switched(string database, bool enabled, string actor);

    [LoggerMessage(Level = LogLevel.Information, Message = "Database {Database}: priority {Priority}, by {Actor}")]
    private partial void Ranked(string database, int priority, string actor);

    [LoggerMessage(Level = LogLevel.Information, Message = "Database {Database} is to be removed, by {Actor}")]
    private partial void Removing(string database, string actor);

    [LoggerMessage(Level = LogLevel.Information, Message = "Database {Database} was registered by {Actor}")]
    private partial void Added(string database, string actor);
}
