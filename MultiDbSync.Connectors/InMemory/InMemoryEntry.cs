using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.InMemory;

/// <summary>A row of the change log; invisible until its transaction commits.</summary>
internal sealed class InMemoryEntry(CapturedEntry entry)
{
    public CapturedEntry Entry { get; set; } = entry;

    public bool Visible { get; set; }
}
