using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Snapshots;

/// <summary>Rows in an order in which each finds its parents.</summary>
/// <param name="Ready">Groups, parents first; the rows of a group refer to each other and go together.</param>
/// <param name="Waiting">Rows whose parents are not there yet.</param>
internal sealed record ParentPlan(IReadOnlyList<IReadOnlyList<LoadRow>> Ready, IReadOnlyList<LoadRow> Waiting)
{
    /// <summary>All rows for one batch: those that wait are remembered by it.</summary>
    public IReadOnlyList<LoadRow> All() => [.. Ready.SelectMany(g => g), .. Waiting.Select(r => r with { Leave = DeferReason.ForeignKey })];

    /// <summary>The groups in batches of about so many rows.</summary>
    public IEnumerable<IReadOnlyList<LoadRow>> Batches(int size)
    {
        var batch = new List<LoadRow>();
        foreach (var group in Ready)
        {
            batch.AddRange(group);
            if (batch.Count < size) continue;
            yield return batch;
            batch = [];
        }

        if (batch.Count > 0) yield return batch;
    }
}
