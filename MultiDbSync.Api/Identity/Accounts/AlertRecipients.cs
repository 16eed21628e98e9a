using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Identity.Accounts;

/// <summary>Keeps the list of people whom the worker mails: the administrators who can sign in.</summary>
internal static class AlertRecipients
{
    /// <summary>One statement in the same file, so it belongs to the transaction that changes an account.</summary>
    public static Task KeepAlertRecipientsAsync(this AccountsDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO settings (name, value)
            SELECT {SettingNames.AlertRecipients}, coalesce(group_concat(u.Email, ','), '')
            FROM AspNetUsers u JOIN AspNetUserRoles l ON l.UserId = u.Id JOIN AspNetRoles r ON r.Id = l.RoleId
            WHERE r.Name = {Roles.Admin} AND NOT u.Disabled
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """,
            cancellationToken);
}
