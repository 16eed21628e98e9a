using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>Puts the stream's messages together to transactions. A message is valid only until the next one is asked for, so its values are taken out at once.</summary>
internal sealed class LogicalAssembly
{
    /// <summary>Prefix of the messages that our own transactions and fences write into the log.</summary>
    public const string ApplyingPrefix = "mds.applying", EmptyingPrefix = "mds.emptying", FencePrefix = "mds.fence";

    private readonly Dictionary<uint, LogicalRelation> _relations = [];
    private List<LogicalTuple> _rows = [];
    private List<LogicalRelation> _truncated = [];
    private BeginMessage? _begin;
    private uint _xid;
    private DateTimeOffset _at;
    private bool _ours;
    private string? _emptied;

    /// <summary>True between a transaction's begin and its commit.</summary>
    public bool IsOpen => _begin is not null;

    /// <summary>Takes a message; returns the transaction that it completes, or null.</summary>
    public async ValueTask<LogicalTransaction?> TakeAsync(PgOutputReplicationMessage message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case BeginMessage begin:
                Begin(begin);
                break;
            case RelationMessage relation:
                _relations[relation.RelationId] = new LogicalRelation(relation.RelationId, relation.Namespace, relation.RelationName, [.. relation.Columns.Select(c => c.ColumnName)]);
                break;
            case InsertMessage or UpdateMessage or DeleteMessage when _ours && !IsMarker(message):
                break;
            case InsertMessage insert:
                _rows.Add(new LogicalTuple(_relations[insert.Relation.RelationId], null, await ReadAsync(insert.NewRow, null, cancellationToken)));
                break;
            case FullUpdateMessage update:
                var old = await ReadAsync(update.OldRow, null, cancellationToken);
                _rows.Add(new LogicalTuple(_relations[update.Relation.RelationId], old, await ReadAsync(update.NewRow, old, cancellationToken)));
                break;
            case FullDeleteMessage delete:
                _rows.Add(new LogicalTuple(_relations[delete.Relation.RelationId], await ReadAsync(delete.OldRow, null, cancellationToken), null));
                break;
            case UpdateMessage update:
                throw LacksIdentity(update.Relation);
            case KeyDeleteMessage delete:
                throw LacksIdentity(delete.Relation);
            case TruncateMessage truncate:
                _truncated.AddRange(truncate.Relations.Select(r => _relations[r.RelationId]));
                break;
            case LogicalDecodingMessage { Prefix: ApplyingPrefix }:
                _ours = true;
                break;
            case LogicalDecodingMessage { Prefix: EmptyingPrefix } emptying:
                using (var text = new StreamReader(emptying.Data)) _emptied = await text.ReadToEndAsync(cancellationToken);
                break;
            case CommitMessage commit:
                return Complete(commit);
        }

        return null;
    }

    private static bool IsMarker(PgOutputReplicationMessage message) => message is InsertMessage { Relation: { Namespace: PgLogTables.Schema, RelationName: "mds_change" } };

    private void Begin(BeginMessage begin)
    {
        (_begin, _ours, _emptied, _rows, _truncated) = (begin, false, null, [], []);
        (_xid, _at) = (begin.TransactionXid, new DateTimeOffset(DateTime.SpecifyKind(begin.TransactionCommitTimestamp, DateTimeKind.Utc)));
    }

    private LogicalTransaction Complete(CommitMessage commit)
    {
        _begin = null;
        return new LogicalTransaction(commit.CommitLsn, commit.TransactionEndLsn, _xid, _at, _ours, _rows, _truncated, _emptied);
    }

    // A large value that an update did not touch is not sent again: it is what the old row has.
    private static async ValueTask<string?[]> ReadAsync(ReplicationTuple tuple, string?[]? old, CancellationToken cancellationToken)
    {
        var values = new string?[tuple.NumColumns];
        var index = 0;
        await foreach (var value in tuple.WithCancellation(cancellationToken))
        {
            values[index] = value.IsDBNull ? null : value.IsUnchangedToastedValue ? old?[index] : await value.Get<string>(cancellationToken);
            index++;
        }

        return values;
    }

    private static InvalidOperationException LacksIdentity(RelationMessage relation) =>
        new($"Table '{relation.RelationName}' lost its REPLICA IDENTITY FULL: rows before a change are missing from the log.");
}
