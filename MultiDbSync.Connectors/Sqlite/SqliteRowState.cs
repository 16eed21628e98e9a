using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>What one pass over a batch has done with a row so far.</summary>
internal sealed class SqliteRowState(ApplyRow first)
{
    /// <summary>The row's first change in the batch.</summary>
    public ApplyRow First { get; } = first;

    /// <summary>Its last one: what the row shall be in the end.</summary>
    public ApplyRow Last { get; set; } = first;

    /// <summary>The row before the batch, once it was looked at.</summary>
    public RowImage? Original { get; set; }

    /// <summary>The row now.</summary>
    public RowImage? Current { get; set; }

    /// <summary>True once it was looked at.</summary>
    public bool Seen { get; set; }

    public bool Written { get; set; }

    /// <summary>Why it was left alone.</summary>
    public SqliteRefusal? Left { get; set; }

    /// <summary>Position of the change at which it was left alone, else of the last one.</summary>
    public long Position { get; set; } = first.Position;

    public RowOutcome Outcome => new(First.Table.Name, First.Key, Written, Left?.Reason, Left?.Found, Left?.Error);
}
