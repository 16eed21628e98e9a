using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MultiDbSync.Api.Identity.Accounts;

namespace MultiDbSync.Api.Identity.Sessions;

/// <summary>Begins, finds and ends sessions in the store.</summary>
internal sealed class SessionStore(AccountsDbContext db, SessionCache cache, IOptions<SignInSessionOptions> options, TimeProvider time)
{
    public async Task<SessionState> BeginAsync(string userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var session = new SessionEntity
        {
            Id = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            UserId = userId,
            CreatedAt = now,
            ExpiresAt = now.AddHours(options.Value.AbsoluteHours),
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSignInAt, now), cancellationToken);
        await db.Sessions.Where(s => s.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        return await FindAsync(session.Id, cancellationToken) ?? throw new InvalidOperationException("The session just begun is not there.");
    }

    /// <summary>The session with its account as they are now, or null when it has ended or the account was switched off.</summary>
    public async Task<SessionState?> FindAsync(string sessionId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await (
            from session in db.Sessions
            join user in db.Users on session.UserId equals user.Id
            join role in db.QueryRoles() on user.Id equals role.UserId
            where session.Id == sessionId && session.ExpiresAt > now && !user.Disabled
            select new SessionState(session.Id, user.Id, user.Email!, role.Role, user.SecurityStamp!, session.ExpiresAt))
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task EndAsync(string sessionId, CancellationToken cancellationToken)
    {
        await db.Sessions.Where(s => s.Id == sessionId).ExecuteDeleteAsync(cancellationToken);
        cache.Forget(sessionId);
    }

    /// <summary>Ends every session of an account.</summary>
    public async Task EndAllAsync(string userId, CancellationToken cancellationToken)
    {
        await db.Sessions.Where(s => s.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        cache.ForgetUser(userId);
    }
}
