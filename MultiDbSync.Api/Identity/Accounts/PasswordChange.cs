using Microsoft.AspNetCore.Identity;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Identity.SignIn;

namespace MultiDbSync.Api.Identity.Accounts;

/// <summary>Gives an account another password, and ends every other session of it.</summary>
internal sealed class PasswordChange(UserManager<ConsoleUser> users, AccountsDbContext db, PasswordSignIn signIn, SessionStore sessions, AuditTrail audit)
{
    /// <summary>Why the new password can't be used, or null.</summary>
    public async Task<string?> RefuseAsync(string userId, string? password)
    {
        if (await users.FindByIdAsync(userId) is not { } user) return null;
        foreach (var validator in users.PasswordValidators)
        {
            var result = await validator.ValidateAsync(users, user, password ?? "");
            if (!result.Succeeded) return result.Errors.First().Description;
        }

        return null;
    }

    /// <summary>Changes it once the current one is proven; guessing is slowed down as at a sign-in.</summary>
    public async Task<SignInOutcome> ChangeAsync(string userId, string sessionId, string current, string password, string address, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(userId) is not { Email: { } email } user) return SignInOutcome.Failed(null);
        var outcome = await signIn.CheckAsync(email, current, address);
        if (outcome.UserId is null) return outcome;

        // Hashing takes long; the store has one writer, so it is done before the transaction.
        var hash = users.PasswordHasher.HashPassword(user, password);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            user.PasswordHash = hash;

            // The stamp ends every token that was made before, this session's too: it gets new ones.
            await users.UpdateSecurityStampAsync(user);
            var ended = await sessions.EndOthersAsync(userId, sessionId, cancellationToken);
            (audit.Subject, audit.After) = ($"user {email}", new { EndedSessions = ended });
            await audit.WriteAsync(db);
            await transaction.CommitAsync(cancellationToken);
        }

        sessions.Forget(userId);
        return outcome;
    }
}
