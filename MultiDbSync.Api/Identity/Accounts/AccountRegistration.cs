using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Engine.Mail;

namespace MultiDbSync.Api.Identity.Accounts;

/// <summary>Makes accounts.</summary>
internal sealed class AccountRegistration(UserManager<ConsoleUser> users, AccountsDbContext db, AuditTrail audit, TimeProvider time)
{
    private const int LongestEmail = 254;

    /// <summary>Makes an account with the given role.</summary>
    /// <param name="asFirstAdmin">Refuses when there is an administrator already; asked again in the transaction that makes the account.</param>
    public async Task<RegistrationOutcome> RegisterAsync(string email, string password, string role, bool asFirstAdmin, CancellationToken cancellationToken)
    {
        var user = new ConsoleUser { UserName = email.Trim(), Email = email.Trim(), CreatedAt = time.GetUtcNow() };
        var errors = await ErrorsOfAsync(user, password);
        if (errors.Count > 0) return new RegistrationOutcome { Errors = errors };

        // Hashing takes long; the store has one writer, so it is done before the transaction.
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (asFirstAdmin && await AnyAdminAsync(cancellationToken)) return new RegistrationOutcome { AdminExists = true };
        var created = await users.CreateAsync(user);
        if (!created.Succeeded) return new RegistrationOutcome { EmailTaken = true };
        await db.SetRoleAsync(user.Id, role, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.KeepAlertRecipientsAsync(cancellationToken);
        audit.Actor = user.Email;
        (audit.Subject, audit.After) = ($"user {user.Email}", new { Role = role });
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
        return new RegistrationOutcome { UserId = user.Id };
    }

    /// <summary>Whether there is an administrator, one that is switched off included.</summary>
    public Task<bool> AnyAdminAsync(CancellationToken cancellationToken) =>
        db.QueryRoles().AnyAsync(r => r.Role == Contracts.Users.Roles.Admin, cancellationToken);

    private async Task<Dictionary<string, string>> ErrorsOfAsync(ConsoleUser user, string password)
    {
        var errors = new Dictionary<string, string>();
        if (!IsEmail(user.Email!)) errors["email"] = "This is not an e-mail address.";
        foreach (var validator in users.PasswordValidators)
        {
            var result = await validator.ValidateAsync(users, user, password);
            if (!result.Succeeded) errors.TryAdd("password", result.Errors.First().Description);
        }

        return errors;
    }

    // Quoted local parts may hold commas and more; nobody has them, and lists of addresses are separated by commas.
    private static bool IsEmail(string text) =>
        text.Length <= LongestEmail && !text.Any(c => c is ',' or '"') && MailRecipients.AddressOf(text) is not null && MailAddress.TryCreate(text, out var address) && address.Address == text;
}
