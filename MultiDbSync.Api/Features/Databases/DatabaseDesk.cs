using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Status;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Switches and removes databases, and tells worker and consoles.</summary>
internal sealed partial class DatabaseDesk(HubDbContext db, TopologyStatus topology, EventPublisher events, ILogger<DatabaseDesk> logger)
{
    /// <summary>The database as it is then, or null when there is none of that name.</summary>
    public async Task<DatabaseSummary?> SwitchAsync(string name, bool enabled, string by, CancellationToken cancellationToken)
    {
        if (await db.Nodes.Where(n => n.Name == name).ExecuteUpdateAsync(n => n.SetProperty(x => x.Enabled, enabled), cancellationToken) == 0) return null;
        Switched(name, enabled, by);
        return await TellAsync(name, cancellationToken);
    }

    /// <summary>False when there is none of that name.</summary>
    public async Task<bool> RemoveAsync(string name, string by, CancellationToken cancellationToken)
    {
        if (await db.Nodes.Where(n => n.Name == name).ExecuteUpdateAsync(n => n.SetProperty(x => x.Removing, true), cancellationToken) == 0) return false;
        Removing(name, by);
        await TellAsync(name, cancellationToken);
        return true;
    }

    /// <summary>A database was registered.</summary>
    public async Task<DatabaseSummary> AddedAsync(string name, string by, CancellationToken cancellationToken)
    {
        Added(name, by);
        return (await TellAsync(name, cancellationToken))!;
    }

    private async Task<DatabaseSummary?> TellAsync(string name, CancellationToken cancellationToken)
    {
        await events.CommandAsync("reload", null);
        await events.ConfigurationChangedAsync();
        return (await topology.ReadDatabasesAsync(cancellationToken)).FirstOrDefault(d => d.Name == name);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Database {Database}: enabled {Enabled}, by {Actor}")]
    private partial void Switched(string database, bool enabled, string actor);

    [LoggerMessage(Level = LogLevel.Information, Message = "Database {Database} is to be removed, by {Actor}")]
    private partial void Removing(string database, string actor);

    [LoggerMessage(Level = LogLevel.Information, Message = "Database {Database} was registered by {Actor}")]
    private partial void Added(string database, string actor);
}
