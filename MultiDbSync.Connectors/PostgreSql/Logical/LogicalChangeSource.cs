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
    RelationalSession session, PgConnections connections, RelationalDialect dialect, LogicalProgress progress, LogicalTruncations truncations, string node) : IChangeSource, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, PgShape> _shapes = new(StringComparer.Ordinal);
    private LogicalStream? _stream;
    private NpgsqlLogSequenceNumber _read;

    public Task<CaptureRead> ReadAsync(int limit, CancellationToken cancellationToken) => InTurnAsync(
        async stream =>
        {
            var fence = Guid.NewGuid().ToString("N");
            var (states, tables) = await session.UseAsync(connection => FenceAsync(connection, fence, cancellationToken), cancellationToken);
            var place = await stream.Buffer.ReachAsync(fence, cancellationToken);
            var (transactions, all) = stream.Buffer.Peek(limit, place);
            if (transactions.Count > 0) _read = transactions[^1].End;
            else if (place is { } passed) progress.Reach(passed);
            var decoder = new LogicalDecoder(tables, truncations);
            return new CaptureRead([.. transactions.SelectMany(decoder.Decode)], states, place is not null && all, [.. transactions.Select(t => (long)(ulong)t.End)]);
        },
        cancellationToken);

    public async Task DeleteAsync(CaptureRead read, CancellationToken cancellationToken)
    {
        if (read.Raw.Count == 0 || !await session.UseAsync(connection => RaiseAsync(connection, read, cancellationToken), cancellationToken)) return;
        var end = new NpgsqlLogSequenceNumber((ulong)read.Raw[^1]);
        await InTurnAsync(
            async stream =>
            {
                await stream.ConfirmAsync(end, cancellationToken);
                progress.Reach(end);
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
            return await InTurnAsync(
                async stream =>
                {
                    await stream.Buffer.ArriveAsync(_read, timer.Token);
                    return true;
                },
                timer.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Leaves the slot free for others.</summary>
    public async Task CloseAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await DropAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task<(IReadOnlyDictionary<string, NodeState> States, IReadOnlyDictionary<uint, LogicalTable> Tables)> FenceAsync(
        DbConnection connection, string fence, CancellationToken cancellationToken)
    {
        var reader = new RelationalStateReader(dialect);
        var tables = new Dictionary<uint, LogicalTable>();
        await RelationalRoundTrip.SendAsync(
            connection,
            [
                new("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"),
                new("SET LOCAL lock_timeout = '10s'"),
                RelationalCommand.Call($"SELECT 1 FROM {PgLogTables.State} ORDER BY sync_set FOR SHARE"),
                reader.Read(null),
                new(
                    $"SELECT relation::bigint, sync_set, table_id, definition FROM {LogicalTables.Published}", [], null,
                    r => tables[(uint)r.GetInt64(0)] = new LogicalTable(r.GetString(1), r.GetString(2), ShapeOf(r.GetString(3)))),
                RelationalCommand.Call($"SELECT pg_logical_emit_message(false, '{LogicalAssembly.FencePrefix}', $1)", PgParameters.Text(fence)),
                RelationalCommand.Call("SELECT txid_current()"),
                new("COMMIT"),
            ],
            cancellationToken);
        return (reader.States, tables);
    }

    private async Task<bool> RaiseAsync(DbConnection connection, CaptureRead read, CancellationToken cancellationToken)
    {
        var markers = read.Entries.Where(e => e.Kind != EntryKind.Change).Select(e => e.Id).ToArray();
        return await new PgGeneration(connection, node).RaiseAsync(
            read, [new($"DELETE FROM {PgLogTables.Change} WHERE id = ANY($1)", [PgParameters.Texts(markers)])], cancellationToken) is not null;
    }

    private PgShape ShapeOf(string definition)
    {
        if (!_shapes.TryGetValue(definition, out var shape)) _shapes.Add(definition, shape = PgShape.Parse(definition));
        return shape;
    }

    private async Task<T> InTurnAsync<T>(Func<LogicalStream, Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _stream ??= await OpenAsync(cancellationToken);
            return await work(_stream);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await DropAsync();
            if (connections.Translate(e is LogicalStreamEndedException ? e.InnerException! : e) is { } translated) throw translated;
            if (e is LogicalStreamEndedException) throw new ConnectorException(ConnectorErrorClass.Transient, node, "The replication stream ended; it is opened again.", e);
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<LogicalStream> OpenAsync(CancellationToken cancellationToken)
    {
        string? slot = null;
        await session.UseAsync(
            connection => RelationalRoundTrip.SendAsync(connection, [new($"SELECT {LogicalTables.SlotName}", [], null, r => slot = r.GetString(0))], cancellationToken), cancellationToken);
        _read = default;
        return await LogicalStream.OpenAsync(connections.ReplicationString(), slot!, [LogicalTables.Changes, LogicalTables.Markers], cancellationToken);
    }

    private async Task DropAsync()
    {
        if (_stream is not { } stream) return;
        _stream = null;
        await stream.DisposeAsync();
    }
}
