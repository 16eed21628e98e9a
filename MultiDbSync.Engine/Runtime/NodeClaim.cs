using System.Collections.Concurrent;

namespace MultiDbSync.Engine.Runtime;

/// <summary>A first load works on a node: nobody takes our tables out of it before the load has ended.</summary>
internal sealed class NodeClaim : IDisposable
{
    private readonly ConcurrentDictionary<string, NodeClaim> _claims;
    private readonly CancellationTokenSource _end;
    private readonly string _node;

    public NodeClaim(ConcurrentDictionary<string, NodeClaim> claims, string node, CancellationToken cancellationToken)
    {
        (_claims, _node) = (claims, node);
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!claims.TryAdd(node, this)) throw new InvalidOperationException($"A first load works on {node} already.");
    }

    public CancellationToken Token => _end.Token;

    public void End()
    {
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        _claims.TryRemove(_node, out _);
        _end.Dispose();
    }
}
