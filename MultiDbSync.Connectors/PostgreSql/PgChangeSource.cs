using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>The change log as a queue; entries are deleted by their single numbers, so a late commit between them stays.</summary>
internal sealed class PgChangeSource(RelationalSession session, RelationalDialect dialect, PgLowerBound bound, PgWakeUp wakeUp, string node) : IChangeSource
{
    private readonly PgShapes _shapes = new();
    private readonly RelationalStates _states = new(dialect);
    private int _opened;

    public async Task<CaptureRead> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        var read = await session.UseAsync(connection => ReadAsync(connection, limit, cancellationToken), cancellationToken);
        wakeUp.HasRead(read.Raw);
        return read;
    }

    public Task DeleteAsync(CaptureRead read, CancellationToken cancellationToken) =>
        read.Raw.Count == 0 ? Task.CompletedTask : session.UseAsync(connection => DeleteAsync(connection, read, cancellationToken), cancellationToken);

    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => wakeUp.WaitAsync(atMost, cancellationToken);

    private async Task<CaptureRead> ReadAsync(DbConnection connection, int limit, CancellationToken cancellationToken)
    {
        if (_opened != session.Opened) _shapes.Clear();
        _opened = session.Opened;
        var states = await _states.ReaderAsync(connection, _opened, cancellationToken);
        return await new PgLogReader(connection, states, bound).ReadAsync(limit, _shapes, cancellationToken);
    }

    private async Task<bool> DeleteAsync(DbConnection connection, CaptureRead read, CancellationToken cancellationToken)
    {
        RelationalCommand[] deletion = [new($"DELETE FROM {PgLogTables.Change} WHERE seq = ANY($1)", [PgParameters.Numbers([.. read.Raw])])];
        if (await new PgGeneration(connection, node).RaiseAsync(read, deletion, cancellationToken) is not { } transaction) return false;
        bound.Deleted(read.Raw[^1], transaction);
        return true;
    }
}
