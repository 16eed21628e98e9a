using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using NpgsqlTypes;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>
/// The server's own log as a queue: what the stream has brought stays with the server until it is confirmed. A read takes what was committed before a
/// fence that it writes itself, while it holds <c>mds_state</c>: so states and entries are of one moment.
/// </summary>
internal sealed class LogicalChangeSource(
    RelationalSession session, LogicalFeed feed, RelationalDialect dialect, LogicalShapes shapes, LogicalTruncations truncations, string node) : IChangeSource
{
    private readonly RelationalStates _states = new(dialect);
    private (LogicalStream? Stream, NpgsqlLogSequenceNumber Place) _read;

    public Task<CaptureRead> ReadAsync(int limit, CancellationToken cancellationToken) => feed.UseAsync(
        async stream =>
        {
            var ((states, tables), place) = await stream.PassFenceAsync(
                fence => session.UseAsync(connection => FenceAsync(connection, fence, cancellationToken), cancellationToken), Timeout.InfiniteTimeSpan, cancellationToken);
            var (transactions, all) = stream.Buffer.Peek(limit, place);
            if (transactions.Count > 0) _read = (stream, transactions[^1].End);
            var decoder = new LogicalDecoder(tables, stream.Buffer);
            foreach (var table in transactions.SelectMany(decoder.Truncated)) truncations.Add(table);
            return new CaptureRead([.. transactions.SelectMany(decoder.Decode)], states, place is not null && all, [.. transactions.Select(t => (long)(ulong)t.End)]);
        },
        cancellationToken);

    public async Task DeleteAsync(CaptureRead read, CancellationToken cancellationToken)
    {
        if (read.Raw.Count == 0) return;
        var end = new NpgsqlLogSequenceNumber((ulong)read.Raw[^1]);
        if (!await session.UseAsync(connection => RaiseAsync(connection, read, end, cancellationToken), cancellationToken)) return;
        await feed.UseAsync(
            async stream =>
            {
                await stream.ConfirmAsync(end, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(atMost);
        try
        {
            return await feed.UseAsync(
                async stream =>
                {
                    // Another stream brings again what was not confirmed.
                    await stream.Buffer.ArriveAsync(_read.Stream == stream ? _read.Place : default, timer.Token);
                    return true;
                },
                timer.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<(IReadOnlyDictionary<string, NodeState> States, IReadOnlyDictionary<uint, LogicalTable> Tables)> FenceAsync(
        DbConnection connection, string fence, CancellationToken cancellationToken)
    {
        var reader = await _states.ReaderAsync(connection, session.Opened, cancellationToken);
        var tables = new Dictionary<uint, LogicalTable>();
        await RelationalRoundTrip.SendAsync(
            connection,
            [
                new("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"),
                new("SET LOCAL lock_timeout = '10s'"),
                RelationalCommand.Call($"SELECT 1 FROM {PgLogTables.State} ORDER BY sync_set FOR SHARE"),
                reader.Read(null),
                shapes.Read(tables),
                .. LogicalFence.Write(fence),
                new("COMMIT"),
            ],
            cancellationToken);
        return (reader.States(), tables);
    }

    // What the hub has is told to the server only after this: a stream that begins again begins behind the place that is kept here.
    private async Task<bool> RaiseAsync(DbConnection connection, CaptureRead read, NpgsqlLogSequenceNumber end, CancellationToken cancellationToken)
    {
        var markers = read.Entries.Where(e => e.Kind != EntryKind.Change).Select(e => e.Id).ToArray();
        return await new PgGeneration(connection, node).RaiseAsync(
            read,
            [
                new($"DELETE FROM {PgLogTables.Change} WHERE id = ANY($1)", [PgParameters.Texts(markers)]),
                new($"UPDATE {LogicalTables.Place} SET place = greatest(place, $1::pg_lsn)", [PgParameters.Text(end.ToString())]),
            ],
            cancellationToken) is not null;
    }
}
