namespace MultiDbSync.Engine.Metrics;

/// <summary>Counts what a node's loops do, by sync set. Written by them, emptied by the recorder.</summary>
internal sealed class NodeFigures
{
    private readonly Lock _gate = new();
    private Dictionary<string, SetFigures> _sets = new(StringComparer.Ordinal);

    public void Captured(string syncSet, int changes) => Add(syncSet, new SetFigures(changes, 0, 0, 0, 0));

    /// <param name="took">Of one target transaction.</param>
    public void Applied(string syncSet, int rows, TimeSpan took) => Add(syncSet, new SetFigures(0, rows, 1, took.TotalMilliseconds, took.TotalMilliseconds));

    /// <summary>Everything since the last call.</summary>
    public IReadOnlyDictionary<string, SetFigures> Take()
    {
        lock (_gate)
        {
            var taken = _sets;
            if (taken.Count > 0) _sets = new Dictionary<string, SetFigures>(StringComparer.Ordinal);
            return taken;
        }
    }

    private void Add(string syncSet, SetFigures figures)
    {
        lock (_gate) _sets[syncSet] = _sets.GetValueOrDefault(syncSet, SetFigures.None).Plus(figures);
    }
}
