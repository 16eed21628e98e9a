using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Relational;

/// <summary>What one attempt at a batch has done with a row so far.</summary>
internal sealed class RowProgress(ApplyRow first, RelationalTable table, RowImage? found)
{
    public RowId Id { get; } = RowId.Of(first);

    public RelationalTable Table { get; } = table;

    /// <summary>The row's first change in the batch.</summary>
    public ApplyRow First { get; } = first;

    /// <summary>Its last one: what the row shall be in the end.</summary>
    public ApplyRow Last { get; set; } = first;

    /// <summary>The row before the batch.</summary>
    public RowImage? Original { get; } = found;

    /// <summary>The row as it will be after the writes planned so far.</summary>
    public RowImage? Planned { get; set; } = found;

    public bool Written { get; set; }

    /// <summary>Why it was left alone.</summary>
    public RowRefusal? Left { get; set; }

    /// <summary>Position of the change at which it was left alone, else of the last one.</summary>
    public long Position { get; set; } = first.Position;

    public RowOutcome Outcome => new(First.Table.Name, First.Key, Written && Left is null, Left?.Reason, Left?.Found, Left?.Error);
}
