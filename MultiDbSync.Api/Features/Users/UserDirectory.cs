using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Features.Users;

/// <summary>Accounts as lists show them, and what an administrator changes of them.</summary>
internal sealed class UserDirectory(AccountsDbContext db, SessionStore sessions, SessionCache cache, AuditTrail audit)
{
    public async Task<IReadOnlyList<UserSummary>> ListAsync(CancellationToken cancellationToken) =>
        await Query(db.Users).ToListAsync(cancellationToken);

    public async Task<UserSummary?> FindAsync(string id, CancellationToken cancellationToken) =>
        await Query(db.Users.Where(u => u.Id == id)).FirstOrDefaultAsync(cancellationToken);

    public async Task<UserSummary?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        await Query(db.Users.Where(u => u.Email == email)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Changes role or switch. False when nobody would be left to administrate; nothing is changed then.</summary>
    public async Task<bool> UpdateAsync(UserSummary user, UpdateUserRequest change, CancellationToken cancellationToken)
    {
        var role = change.Role ?? user.Role;
        var disabled = change.Disabled ?? user.Disabled;

        // SQLite begins it immediate: two administrators who demote each other at once take turns.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if ((role != Roles.Admin || disabled) && !await db.AnyOtherAdminAsync(user.Id, cancellationToken)) return false;
        await db.SetRoleAsync(user.Id, role, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.Disabled, disabled), cancellationToken);
        await db.KeepAlertRecipientsAsync(cancellationToken);
        (audit.Subject, audit.Before, audit.After) = ($"user {user.Email}", new { user.Role, user.Disabled }, new { Role = role, Disabled = disabled });
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);

        if (disabled) await sessions.EndAllAsync(user.Id, cancellationToken);
        cache.ForgetUser(user.Id);
        return true;
    }

    private IQueryable<UserSummary> Query(IQueryable<ConsoleUser> users) =>
        from user in users
        join role in db.QueryRoles() on user.Id equals role.UserId
        orderby user.NormalizedEmail
        select new UserSummary(user.Id, user.Email!, role.Role, user.Disabled, user.CreatedAt, user.LastSignInAt);
}
