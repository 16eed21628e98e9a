using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Identity.Accounts;

/// <summary>The one role that each account has.</summary>
internal static class AccountRoles
{
    /// <summary>Role names by user, as a query to join with.</summary>
    public static IQueryable<AccountRole> QueryRoles(this AccountsDbContext db) =>
        from link in db.UserRoles
        join role in db.Roles on link.RoleId equals role.Id
        select new AccountRole { UserId = link.UserId, Role = role.Name! };

    /// <summary>Gives a user this role and no other, with the next save.</summary>
    public static async Task SetRoleAsync(this AccountsDbContext db, string userId, string role, CancellationToken cancellationToken)
    {
        db.UserRoles.RemoveRange(await db.UserRoles.Where(l => l.UserId == userId).ToListAsync(cancellationToken));
        db.UserRoles.Add(new() { UserId = userId, RoleId = IdOf(role) });
    }

    /// <summary>Whether anybody but <paramref name="exceptUserId"/> is an administrator who can sign in.</summary>
    public static Task<bool> AnyOtherAdminAsync(this AccountsDbContext db, string exceptUserId, CancellationToken cancellationToken) =>
        (from role in db.QueryRoles()
         join user in db.Users on role.UserId equals user.Id
         where role.Role == Roles.Admin && !user.Disabled && user.Id != exceptUserId
         select user).AnyAsync(cancellationToken);

    /// <summary>The three roles as rows; a constant stamp, for the model must be the same each time it is built.</summary>
    public static IEnumerable<IdentityRole> Rows =>
        Roles.All.Select(role => new IdentityRole { Id = IdOf(role), Name = role, NormalizedName = IdOf(role), ConcurrencyStamp = IdOf(role) });

    private static string IdOf(string role) => role.ToUpperInvariant();
}
