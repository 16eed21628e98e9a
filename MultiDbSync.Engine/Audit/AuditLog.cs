using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Engine.HubLog;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Audit;

/// <summary>
/// Who did what: entries in the hub store that are only ever appended, each holding the hash of the one before it. Safe from several processes at once.
/// </summary>
public sealed class AuditLog(HubStore store, TimeProvider clock)
{
    /// <summary>Appends an entry in a transaction of its own.</summary>
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var session = await HubSession.OpenAsync(store, cancellationToken);
        session.Write(() =>
        {
            AuditChain.Append(session, entry);
            return true;
        });
    }

    /// <summary>Appends an entry in the transaction that makes the change: both are there, or neither.</summary>
    /// <param name="context">A context of the hub store's file with a transaction under way.</param>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public static async Task AppendAsync(DbContext context, AuditEntry entry)
    {
        if (context.Database.CurrentTransaction is null) throw new InvalidOperationException("An audit entry belongs to the transaction that makes the change.");
        await using var session = HubSession.Within((SqliteConnection)context.Database.GetDbConnection());
        AuditChain.Append(session, entry);
    }

    /// <summary>Computes every hash anew, on one snapshot.</summary>
    /// <param name="entries">Number of entries that an earlier verification told; null when there is none to compare with.</param>
    /// <param name="head">The hash that it told.</param>
    public async Task<AuditVerification> VerifyAsync(long? entries, string? head, CancellationToken cancellationToken)
    {
        await using var session = await HubSession.OpenAsync(store, cancellationToken);
        return Verify(session, entries, head, clock, cancellationToken);
    }

    /// <summary>The same for a hub store's file, which is opened for reading only.</summary>
    /// <exception cref="SqliteException">It can't be read, or is no hub store.</exception>
    public static async Task<AuditVerification> VerifyFileAsync(string file, long? entries, string? head, TimeProvider clock, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await using var session = HubSession.Over(connection);
        await connection.OpenAsync(cancellationToken);
        return Verify(session, entries, head, clock, cancellationToken);
    }

    private static AuditVerification Verify(HubSession session, long? entries, string? head, TimeProvider clock, CancellationToken cancellationToken)
    {
        var noted = entries is { } count && head is not null ? new AuditHead(count, head) : null;
        return session.Read(() => AuditVerifier.Verify(session, noted, clock.GetUtcNow(), cancellationToken));
    }
}
