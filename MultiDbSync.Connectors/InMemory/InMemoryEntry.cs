using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.InMemory;

/// <summary>A row of the change log; invisible until its transaction commits.</summary>
internal sealed class InMemoryEntry(CapturedEntry entry) : IChainedChange
{
    public CapturedEntry Entry { get; set; } = entry;

    public bool Visible { get; set; }

    /// <summary>Numbers of nested triggers can be out of order within a transaction only; across transactions the row's lock keeps them in order.</summary>
    (string Table, string Key) IChainedChange.Row => ($"{Entry.Tx} {Entry.Table}", Entry.Key!.Text);

    string? IChainedChange.Before => Entry.Before?.ToJson();

    string? IChainedChange.After => Entry.After?.ToJson();
}
