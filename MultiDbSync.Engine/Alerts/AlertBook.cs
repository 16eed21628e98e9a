using Microsoft.EntityFrameworkCore;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Alerts;

/// <summary>Keeps the alerts of the hub store in step with what is so: exactly one open alert for each kind and subject.</summary>
internal sealed class AlertBook(HubStore store)
{
    /// <summary>What comes back within this time is the same alert again: nobody is mailed twice because something flaps.</summary>
    public static readonly TimeSpan Flapping = TimeSpan.FromMinutes(5);

    /// <summary>Alerts that are over are kept this long.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>Raises, refreshes and clears.</summary>
    /// <returns>Those that were raised or cleared, or say something else now.</returns>
    public async Task<IReadOnlyList<AlertEntity>> ReconcileAsync(IReadOnlyList<SymptomClock.Standing> standings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = store.CreateContext();
        var open = await db.Alerts.Where(a => a.ClearedAt == null).ToDictionaryAsync(a => (a.Kind, a.Subject), cancellationToken);
        var standing = standings.ToDictionary(s => s.Symptom.Key);
        foreach (var (key, alert) in open)
        {
            if (!standing.TryGetValue(key, out var still) || still.Moved) alert.ClearedAt = now;
            else alert.Message = still.Symptom.Message ?? alert.Message;
        }

        foreach (var (key, one) in standing)
            if (one is { Lasts: true, Symptom.Message: { } message } && !open.ContainsKey(key)) await RaiseAsync(db, key, message, one.Since, now, cancellationToken);

        var changed = db.ChangeTracker.Entries<AlertEntity>().Where(e => e.State != EntityState.Unchanged).Select(e => e.Entity).ToList();
        await db.SaveChangesAsync(cancellationToken);
        return changed;
    }

    /// <summary>Forgets alerts that have been over for long.</summary>
    public static Task ForgetOldAsync(HubDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = now - Retention;
        return db.Alerts.Where(a => a.ClearedAt < oldest).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task RaiseAsync(
        HubDbContext db, (string Kind, string Subject) key, string message, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var recently = now - Flapping;
        var same = await db.Alerts.Where(a => a.Kind == key.Kind && a.Subject == key.Subject && a.ClearedAt > recently).OrderByDescending(a => a.Id).FirstOrDefaultAsync(cancellationToken);
        if (same is null) db.Alerts.Add(new AlertEntity { Kind = key.Kind, Subject = key.Subject, Message = message, RaisedAt = since });
        else (same.ClearedAt, same.Message) = (null, message);
    }
}
