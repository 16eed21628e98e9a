using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Identity.Sessions;

/// <summary>Begins, finds and ends sessions in the store.</summary>
internal sealed class SessionStore(AccountsDbContext db, SessionCache cache, IOptions<SignInSessionOptions> options, TimeProvider time)
{
    /// <summary>How exactly the last use is known: not every request writes.</summary>
    public static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(1);

    private TimeSpan Idle => TimeSpan.FromMinutes(options.Value.IdleMinutes);

    public async Task<SessionState> BeginAsync(string userId, SessionOrigin origin, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var session = new SessionEntity
        {
            Id = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            UserId = userId,
            CreatedAt = now,
            LastSeenAt = now,
            Address = origin.Address,
            Agent = origin.Agent,
            ExpiresAt = now.AddHours(options.Value.AbsoluteHours),
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSignInAt, now), cancellationToken);
        var idleSince = now - Idle;
        await db.Sessions.Where(s => s.ExpiresAt <= now || s.LastSeenAt <= idleSince).ExecuteDeleteAsync(cancellationToken);
        return await FindAsync(session.Id, cancellationToken) ?? throw new InvalidOperationException("The session just begun is not there.");
    }

    /// <summary>Notes that a person uses a session, to the minute. One that has ended stays so.</summary>
    public async Task UseAsync(string sessionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (seenBefore, idleSince) = (now - UseNotedEvery, now - Idle);
        await db.Sessions.Where(s => s.Id == sessionId && s.ExpiresAt > now && s.LastSeenAt <= seenBefore && s.LastSeenAt > idleSince)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), cancellationToken);
    }

    /// <summary>The session with its account as they are now, or null when it has ended (also for want of use) or the account was switched off.</summary>
    public async Task<SessionState?> FindAsync(string sessionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var idleSince = now - Idle;
        return await (
            from session in db.Sessions
            join user in db.Users on session.UserId equals user.Id
            join role in db.QueryRoles() on user.Id equals role.UserId
            where session.Id == sessionId && session.ExpiresAt > now && session.LastSeenAt > idleSince && !user.Disabled
            select new SessionState(session.Id, user.Id, user.Email!, role.Role, user.SecurityStamp!, session.ExpiresAt))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Sessions of an account that have not ended, the last used first.</summary>
    /// <param name="current">The caller's own session.</param>
    public async Task<IReadOnlyList<SessionSummary>> ListAsync(string userId, string? current, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var idleSince = now - Idle;
        return await db.Sessions.AsNoTracking().Where(s => s.UserId == userId && s.ExpiresAt > now && s.LastSeenAt > idleSince)
            .OrderByDescending(s => s.LastSeenAt).ThenByDescending(s => s.CreatedAt)
            .Select(s => new SessionSummary(s.CreatedAt, s.LastSeenAt, s.ExpiresAt, s.Address, s.Agent, s.Id == current))
            .ToListAsync(cancellationToken);
    }

    public async Task EndAsync(string sessionId, CancellationToken cancellationToken)
    {
        await db.Sessions.Where(s => s.Id == sessionId).ExecuteDeleteAsync(cancellationToken);
        cache.Forget(sessionId);
    }

    /// <summary>Ends every session of an account; how many there were.</summary>
    public async Task<int> EndAllAsync(string userId, CancellationToken cancellationToken)
    {
        var ended = await db.Sessions.Where(s => s.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        cache.ForgetUser(userId);
        return ended;
    }

    /// <summary>Ends every session of an account but one, in the transaction that is under way; <see cref="Forget"/> once it has committed.</summary>
    public Task<int> EndOthersAsync(string userId, string sessionId, CancellationToken cancellationToken) =>
        db.Sessions.Where(s => s.UserId == userId && s.Id != sessionId).ExecuteDeleteAsync(cancellationToken);

    /// <summary>What is known of an account's sessions is read again.</summary>
    public void Forget(string userId) => cache.ForgetUser(userId);
}
