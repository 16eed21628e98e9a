using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Identity.Accounts;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Accounts that may decide, and so can be asked to.</summary>
internal sealed class ConflictAccounts(AccountsDbContext accounts)
{
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => await Query().ToListAsync(cancellationToken);

    public Task<bool> MayDecideAsync(string account, CancellationToken cancellationToken) => Query().AnyAsync(a => a == account, cancellationToken);

    private IQueryable<string> Query() =>
        from user in accounts.Users
        join role in accounts.QueryRoles() on user.Id equals role.UserId
        where !user.Disabled && (role.Role == Roles.Operator || role.Role == Roles.Admin)
        orderby user.Email
        select user.Email!;
}
