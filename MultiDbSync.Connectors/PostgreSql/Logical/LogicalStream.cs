using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;
using NpgsqlTypes;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>
/// The open stream of one replication slot. Transactions come in commit order and stay with the server until they are confirmed, so a stream that is
/// opened again brings them again.
/// </summary>
internal sealed class LogicalStream : IAsyncDisposable
{
    private const int MostRows = 20_000;

    private readonly LogicalReplicationConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly LogicalAssembly _assembly = new();
    private Task _pump = Task.CompletedTask;

    private LogicalStream(string connectionString) =>
        _connection = new LogicalReplicationConnection(connectionString) { WalReceiverStatusInterval = TimeSpan.FromSeconds(5) };

    public LogicalBuffer Buffer { get; } = new(MostRows);

    /// <param name="after">Nothing that ends before this place is sent again.</param>
    public static async Task<LogicalStream> OpenAsync(string connectionString, string slot, IReadOnlyList<string> publications, NpgsqlLogSequenceNumber? after, CancellationToken cancellationToken)
    {
        var stream = new LogicalStream(connectionString);
        try
        {
            await stream._connection.Open(cancellationToken);
            stream._pump = Task.Run(() => stream.PumpAsync(slot, publications, after), CancellationToken.None);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a fence and waits until it comes through the stream. The place is null when it did not in time, or when the buffer filled up before.</summary>
    /// <param name="write">Writes the fence of the given name.</param>
    public async Task<(T Written, NpgsqlLogSequenceNumber? Place)> PassFenceAsync<T>(Func<string, Task<T>> write, TimeSpan patience, CancellationToken cancellationToken)
    {
        var fence = Guid.NewGuid().ToString("N");
        Buffer.Expect(fence);
        try
        {
            var written = await write(fence);
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timer.CancelAfter(patience);
            try
            {
                return (written, await Buffer.ReachAsync(fence, timer.Token));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return (written, null);
            }
        }
        finally
        {
            Buffer.Forget(fence);
        }
    }

    /// <summary>The hub has everything up to a place: the server may forget it.</summary>
    public async Task ConfirmAsync(NpgsqlLogSequenceNumber end, CancellationToken cancellationToken)
    {
        if (!Buffer.Confirm(end)) return;
        try
        {
            _connection.SetReplicationStatus(end);
            await _connection.SendStatusUpdate(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new LogicalStreamEndedException(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task PumpAsync(string slot, IReadOnlyList<string> publications, NpgsqlLogSequenceNumber? after)
    {
        try
        {
            var options = new PgOutputReplicationOptions(publications, PgOutputProtocolVersion.V1, messages: true);
            await foreach (var message in _connection.StartReplication(new PgOutputReplicationSlot(slot), options, _stop.Token, after)) await TakeAsync(message);
            Buffer.Fail(new EndOfStreamException());
        }
        catch (Exception e)
        {
            // Whoever reads next is told.
            Buffer.Fail(e);
        }
    }

    private async Task TakeAsync(PgOutputReplicationMessage message)
    {
        if (message is LogicalDecodingMessage { Prefix: LogicalAssembly.FencePrefix } fence)
        {
            using var text = new StreamReader(fence.Data);
            if (Buffer.Pass(await text.ReadToEndAsync(_stop.Token), fence.MessageLsn) && !_assembly.IsOpen) _connection.SetReplicationStatus(fence.MessageLsn);
            return;
        }

        if (await _assembly.TakeAsync(message, _stop.Token) is not { } transaction) return;
        if (transaction is { Rows.Count: > 0 } or { Truncated.Count: > 0 } or { Emptied: not null }) await Buffer.AddAsync(transaction, _stop.Token);
    }
}
