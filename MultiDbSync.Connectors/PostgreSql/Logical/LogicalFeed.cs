using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using NpgsqlTypes;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>
/// The stream of one database, opened when first needed. Capture reads it and the guard looks into it, from every connector of the database in this process:
/// the server gives a slot to one reader only.
/// </summary>
internal sealed class LogicalFeed(PgConnections connections, string node) : IAsyncDisposable
{
    private const string Begin = $"SELECT {LogicalTables.SlotName}, to_regclass('{LogicalTables.Place}') IS NOT NULL";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly RelationalSession _session = connections.Session();
    private LogicalStream? _stream;

    /// <summary>Works with the stream. One that has ended is dropped, so that the next caller opens another.</summary>
    /// <exception cref="ConnectorException">It can't be opened, or it ended.</exception>
    public async Task<T> UseAsync<T>(Func<LogicalStream, Task<T>> work, CancellationToken cancellationToken)
    {
        var stream = await OpenedAsync(cancellationToken);
        try
        {
            return await work(stream);
        }
        catch (LogicalStreamEndedException e)
        {
            await DropAsync(stream);
            throw connections.Translate(e.InnerException!) ?? new ConnectorException(ConnectorErrorClass.Transient, node, "The replication stream ended; it is opened again.", e);
        }
    }

    /// <summary>Leaves the slot free for others.</summary>
    public async Task CloseAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_stream is { } stream) await stream.DisposeAsync();
            _stream = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _session.DisposeAsync();
    }

    private async Task DropAsync(LogicalStream ended)
    {
        await _gate.WaitAsync();
        try
        {
            // Another caller may have been told of it first.
            if (_stream != ended) return;
            _stream = null;
            await ended.DisposeAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<LogicalStream> OpenedAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _stream ??= await OpenAsync(cancellationToken);
        }
        catch (Exception e) when (connections.Translate(e) is { } translated)
        {
            throw translated;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<LogicalStream> OpenAsync(CancellationToken cancellationToken)
    {
        var (slot, place) = await _session.UseAsync(
            async connection =>
            {
                var (name, isInstalled) = ("", false);
                NpgsqlLogSequenceNumber? confirmed = null;
                await RelationalRoundTrip.SendAsync(connection, [new(Begin, [], null, r => (name, isInstalled) = (r.GetString(0), r.GetBoolean(1)))], cancellationToken);
                if (isInstalled)
                    await RelationalRoundTrip.SendAsync(connection, [new($"SELECT place FROM {LogicalTables.Place}", [], null, r => confirmed = r.GetFieldValue<NpgsqlLogSequenceNumber>(0))], cancellationToken);
                return (name, confirmed);
            },
            cancellationToken);
        return await LogicalStream.OpenAsync(connections.ReplicationString(), slot, [LogicalTables.Changes, LogicalTables.Markers], place, cancellationToken);
    }
}
