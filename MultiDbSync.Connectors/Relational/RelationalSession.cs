using System.Data;
using System.Data.Common;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Relational;

/// <summary>
/// A connection of one part of a connector: opened when first needed, used by one caller at a time, dropped after any error (its transaction and
/// settings are then unknown) and opened again.
/// </summary>
/// <param name="connect">Opens and prepares a connection.</param>
/// <param name="translate">The exception of connectors for an exception of the driver; null for one that is not the driver's.</param>
internal sealed class RelationalSession(Func<CancellationToken, Task<DbConnection>> connect, Func<Exception, ConnectorException?> translate) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private DbConnection? _connection;

    /// <summary>Raised by every opening: what was remembered of the database may no longer hold.</summary>
    public int Opened { get; private set; }

    public async Task<T> UseAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await work(await ConnectionAsync(cancellationToken));
        }
        catch (Exception e)
        {
            await DropAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (translate(e) is { } translated) throw translated;
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
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

    private async Task<DbConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: ConnectionState.Open } open) return open;
        await DropAsync();
        _connection = await connect(cancellationToken);
        Opened++;
        return _connection;
    }

    // Closing ends whatever transaction is open, without effect.
    private async Task DropAsync()
    {
        if (_connection is not { } connection) return;
        _connection = null;
        await connection.DisposeAsync();
    }
}
