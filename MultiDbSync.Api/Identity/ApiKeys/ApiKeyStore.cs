using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Identity.ApiKeys;

/// <summary>Makes, finds and revokes API keys.</summary>
internal sealed class ApiKeyStore(AccountsDbContext db, AuditTrail audit, TimeProvider time)
{
    private static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<ApiKeySummary>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await db.ApiKeys.AsNoTracking().OrderBy(k => k.Name).ToListAsync(cancellationToken)).Select(Summary)];

    /// <summary>Null: there is a key of that name.</summary>
    public async Task<CreatedApiKey?> CreateAsync(CreateApiKeyRequest request, string by, CancellationToken cancellationToken)
    {
        var text = ApiKeyText.Create();
        var now = time.GetUtcNow();
        var key = new ApiKeyEntity
        {
            Name = request.Name.Trim(),
            Hash = ApiKeyText.HashOf(text),
            Start = ApiKeyText.StartOf(text),
            Scopes = string.Join(' ', ApiKeyScopes.All.Where(request.Scopes.Contains)),
            CreatedBy = by,
            CreatedAt = now,
            ExpiresAt = now.AddDays(request.Days),
        };

        // SQLite begins it immediate: two of one name take turns.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.ApiKeys.AnyAsync(k => k.Name == key.Name, cancellationToken)) return null;
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        (audit.Subject, audit.After) = ($"key {key.Name}", new { key.Scopes, key.Start, key.ExpiresAt });
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
        return new CreatedApiKey(text, Summary(key));
    }

    /// <summary>False when there is none. From now on it is nobody's.</summary>
    public async Task<bool> RevokeAsync(long id, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == id, cancellationToken) is not { } key) return false;
        db.ApiKeys.Remove(key);
        await db.SaveChangesAsync(cancellationToken);
        (audit.Subject, audit.Before) = ($"key {key.Name}", new { key.Scopes, key.Start, key.ExpiresAt });
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The key as it is now, also one that has expired; null when nobody has made it, or it was revoked.</summary>
    public Task<ApiKeyEntity?> FindAsync(string text, CancellationToken cancellationToken)
    {
        var hash = ApiKeyText.HashOf(text);
        return db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Hash == hash, cancellationToken);
    }

    public Task<bool> IsGoodAsync(long id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.ApiKeys.AnyAsync(k => k.Id == id && k.ExpiresAt > now, cancellationToken);
    }

    public Task NoteUseAsync(ApiKeyEntity key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return key.LastUsedAt > now - UseNotedEvery
            ? Task.CompletedTask
            : db.ApiKeys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, now), cancellationToken);
    }

    private static ApiKeySummary Summary(ApiKeyEntity key) =>
        new(key.Id, key.Name, key.Start, key.Scopes.Split(' '), key.CreatedBy, key.CreatedAt, key.ExpiresAt, key.LastUsedAt);
}
