using MultiDbSync.Engine.Runtime;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>
/// Waits until the hub has taken everything that a node had committed when its rows were read: the high mark of a read. Rows that are written elsewhere
/// before could be changed there, and the hub would hear of the second change first.
/// </summary>
internal static class HubKnowledge
{
    private const int Tries = 20;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Everything committed on the node by now.</summary>
    public static Task OfNowAsync(EngineState state, NodeContext node, CancellationToken cancellationToken)
    {
        var number = node.Watch.Now;
        node.Sweep.Set();
        return PassedAsync(state, node, number, cancellationToken);
    }

    /// <param name="number">What <see cref="CaptureWatch.Now"/> said after the rows were read.</param>
    /// <exception cref="LoadWaitException">The node is not read now.</exception>
    public static async Task PassedAsync(EngineState state, NodeContext node, long number, CancellationToken cancellationToken)
    {
        for (var i = 0; !await node.Watch.PassedAsync(number, Look, cancellationToken); i++)
        {
            if (state.Nodes.GetValueOrDefault(node.Name) != node) throw new LoadWaitException($"{node.Name} was stopped or is started again.");
            if (i == Tries) throw new LoadWaitException($"The changes of {node.Name} can't be read now. {node.Health.Read().Message}".TrimEnd());
            node.Sweep.Set();
        }
    }
}
