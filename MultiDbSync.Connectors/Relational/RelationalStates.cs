using System.Data.Common;

namespace MultiDbSync.Connectors.Relational;

/// <summary>How one part of a connector reads states: what it keeps from read to read, as long as it knows of the connection that its database has tokens.</summary>
internal sealed class RelationalStates(RelationalDialect dialect)
{
    private readonly DeferredLists _lists = new();
    private int _opened;
    private bool _hasToken;

    /// <summary>What the next read is made with.</summary>
    /// <param name="opened"><see cref="RelationalSession.Opened"/> of the connection.</param>
    public async Task<RelationalStateReader> ReaderAsync(DbConnection connection, int opened, CancellationToken cancellationToken)
    {
        if (_opened != opened) (_opened, _hasToken) = (opened, false);
        if (!_hasToken) await RelationalRoundTrip.SendAsync(connection, [dialect.FindDeferredToken(() => _hasToken = true)], cancellationToken);
        return new RelationalStateReader(dialect, _hasToken ? _lists : null);
    }
}
