using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Features.Databases;
using MultiDbSync.Api.Features.Status;
using MultiDbSync.Api.Problems;
using MultiDbSync.Api.Realtime;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Makes a sync set from tables of a registered database: what they are there is what the set agrees on.</summary>
internal sealed partial class SyncSetCreation(
    HubDbContext db, HubStore hub, NodeConnectors nodes, SyncSetChange change, TopologyStatus topology, EventPublisher events, AuditTrail audit,
    ILogger<SyncSetCreation> logger)
{
    public async Task<Results<Created<SyncSetSummary>, ProblemHttpResult>> CreateAsync(CreateSyncSetRequest request, string by, CancellationToken cancellationToken)
    {
        if (!NamePattern().IsMatch(request.Name ?? "")) return Problem.Invalid("name", "A name has 1 to 60 letters, digits, '_' and '-'.");
        if (request.Tables is not { Count: > 0 }) return Problem.Invalid("tables", "A sync set needs at least one table.");
        if (await CheckFreeAsync(request.Name!, cancellationToken) is { } taken) return taken;
        IReadOnlyList<TableSchema> found;
        try
        {
            await using var connector = await nodes.FindAsync(request.Database, cancellationToken);
            if (connector is null) return Problem.NotFound("database", request.Database);
            found = await SchemaProbe.ReadAsync(connector, DatabaseTables.TimeToRead, cancellationToken);
        }
        catch (ConnectorException e)
        {
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, ProblemTypes.DatabaseUnavailable, "The database can't be used.", e.Message);
        }

        var errors = await CheckTablesAsync(request, found, cancellationToken);
        return errors.Count > 0 ? Problem.Invalid(errors) : await SaveAsync(request, found, by, cancellationToken);
    }

    private async Task<ProblemHttpResult?> CheckFreeAsync(string name, CancellationToken cancellationToken)
    {
        var names = await db.SyncSets.Select(s => s.Name).ToListAsync(cancellationToken);
        if (names.Contains(name, StringComparer.OrdinalIgnoreCase))
            return Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.NameTaken, $"There is a sync set '{name}' already.");
        var left = await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM node_position WHERE sync_set={name}").SingleAsync(cancellationToken);
        return left == 0 ? null : Problem.Of(StatusCodes.Status409Conflict, ProblemTypes.NameTaken, $"'{name}' is still being removed.", "Try again in a moment; the worker must run for it.");
    }

    private async Task<Dictionary<string, string>> CheckTablesAsync(CreateSyncSetRequest request, IReadOnlyList<TableSchema> found, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        var taken = await (
            from route in db.SyncRoutes
            join table in db.SyncTables on route.SyncSet equals table.SyncSet
            where route.Node == request.Database
            select new { table.Name, table.SyncSet }).ToListAsync(cancellationToken);
        foreach (var name in request.Tables)
        {
            var table = found.FirstOrDefault(t => t.Name == name);
            var outside = table?.ForeignKeys.FirstOrDefault(k => !request.Tables.Contains(k.ParentTable));
            if (table is null) errors[$"tables.{name}"] = $"{request.Database} has no table {name}.";
            else if (table.Key.Count == 0) errors[$"tables.{name}"] = $"Table {name} has no primary key and no unique key of columns that are never NULL: its rows can't be told apart.";
            else if (taken.Find(t => t.Name == name) is { } other) errors[$"tables.{name}"] = $"Table {name} belongs to {other.SyncSet} already: a table is in one sync set only.";
            else if (outside is not null) errors[$"tables.{name}"] = $"Table {name} refers to {outside.ParentTable}: take it into the sync set, too.";
        }

        foreach (var table in found.Where(t => request.Tables.Contains(t.Name))) PolicyDefinitions.Read(new TablePolicyDefinition(request.Policy ?? PolicySpec.Default), table, "policy", errors);
        return errors;
    }

    private async Task<Results<Created<SyncSetSummary>, ProblemHttpResult>> SaveAsync(
        CreateSyncSetRequest request, IReadOnlyList<TableSchema> found, string by, CancellationToken cancellationToken)
    {
        var set = new SyncSetEntity { Name = request.Name };
        var policy = TablePolicy.Parse(request.Policy ?? PolicySpec.Default).ToString();
        foreach (var name in request.Tables.Distinct(StringComparer.Ordinal))
            set.Tables.Add(new SyncTableEntity { SyncSet = set.Name, Name = name, Policy = policy, SchemaJson = TopologyReader.ToJson(found.First(t => t.Name == name)) });
        set.Routes.Add(new SyncRouteEntity { SyncSet = set.Name, Node = request.Database, StartPosition = await LastPositionAsync(cancellationToken) });
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            db.SyncSets.Add(set);
            await db.SaveChangesAsync(cancellationToken);
            var errors = await change.ApplyAsync(set, new UpdateSyncSetRequest(null, request.Mode, request.Schedule, request.TimeZone, null), cancellationToken);
            if (errors.Count > 0) return Problem.Invalid(errors);
            await audit.WriteAsync(db);
            await transaction.CommitAsync(cancellationToken);
        }

        Made(set.Name, request.Database, by);
        await events.CommandAsync("reload", null);
        await events.ConfigurationChangedAsync();
        var sets = await topology.ReadSyncSetsAsync(await topology.ReadDatabasesAsync(cancellationToken), cancellationToken);
        return TypedResults.Created("/api/sync-sets", sets.First(s => s.Name == set.Name));
    }

    // The set's log begins behind everything that was there before.
    private async Task<long> LastPositionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await hub.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'hub_log'), 0)";
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Sync set {SyncSet} was made from {Database} by {Actor}")]
    private partial void Made(string syncSet, string database, string actor);

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,60}\z")]
    private static partial Regex NamePattern();
}
