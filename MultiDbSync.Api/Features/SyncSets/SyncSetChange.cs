using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>Checks and carries out what an administrator changes of a sync set.</summary>
internal sealed class SyncSetChange(HubDbContext db, AuditTrail audit, TimeProvider time)
{
    /// <summary>The set with its tables, or null.</summary>
    public Task<SyncSetEntity?> FindAsync(string name, CancellationToken cancellationToken) =>
        db.SyncSets.Include(s => s.Tables).FirstOrDefaultAsync(s => s.Name == name, cancellationToken);

    /// <summary>All or nothing: with any error nothing is changed.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ApplyAsync(SyncSetEntity set, UpdateSyncSetRequest request, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string>();
        var mode = request.Mode ?? set.Mode;
        var schedule = request.Schedule is null ? set.Schedule : request.Schedule.Trim() is { Length: > 0 } text ? text : null;
        var zone = ScheduleRules.Zone(request.TimeZone ?? set.TimeZone, errors);
        var cron = ScheduleRules.Cron(mode, schedule, errors);
        if (cron is not null && zone is not null) ScheduleRules.Next(cron, zone, time.GetUtcNow(), 1, errors);
        var policies = Policies(set, request, errors);
        if (errors.Count > 0) return errors;

        var isNew = db.Database.CurrentTransaction is not null;
        if (!isNew) audit.Before = Told(set);
        set.Enabled = request.Enabled ?? set.Enabled;
        set.Mode = mode;
        set.Schedule = schedule;
        set.TimeZone = zone!.Id;
        set.NextRunAt = mode == SyncMode.Scheduled && set.Enabled ? cron!.GetNextOccurrence(time.GetUtcNow(), zone) : null;
        foreach (var (table, policy) in policies) table.Policy = policy.ToString();
        if (isNew) await db.SaveChangesAsync(cancellationToken);
        else await SaveAsync(set, cancellationToken);
        return errors;
    }

    private async Task SaveAsync(SyncSetEntity set, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        audit.After = Told(set);
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
    }

    private static object Told(SyncSetEntity set) =>
        new { set.Enabled, set.Mode, set.Schedule, set.TimeZone, Policies = set.Tables.ToDictionary(t => t.Name, t => t.Policy) };

    private static List<(SyncTableEntity Table, TablePolicy Policy)> Policies(SyncSetEntity set, UpdateSyncSetRequest request, Dictionary<string, string> errors)
    {
        var read = new List<(SyncTableEntity, TablePolicy)>();
        foreach (var (name, policy) in request.Policies ?? new Dictionary<string, string>())
        {
            var field = $"policies.{name}";
            if (Find(set, name, field, errors) is not { } table) continue;
            if (request.TablePolicies?.ContainsKey(name) is true) errors[field] = $"{name} has its policies in 'tablePolicies' already.";
            else if (PolicyDefinitions.Read(new TablePolicyDefinition(policy), TopologyReader.FromJson(table.SchemaJson), field, errors) is { } bare)
                read.Add((table, TablePolicy.Parse(table.Policy) with { Default = bare.Default }));
        }

        foreach (var (name, definition) in request.TablePolicies ?? new Dictionary<string, TablePolicyDefinition>())
        {
            var field = $"tablePolicies.{name}";
            if (Find(set, name, field, errors) is { } table && PolicyDefinitions.Read(definition, TopologyReader.FromJson(table.SchemaJson), field, errors) is { } policy)
                read.Add((table, policy));
        }

        return read;
    }

    private static SyncTableEntity? Find(SyncSetEntity set, string table, string field, Dictionary<string, string> errors)
    {
        if (set.Tables.Find(t => t.Name == table) is { } found) return found;
        errors[field] = $"{set.Name} has no table {table}.";
        return null;
    }
}
