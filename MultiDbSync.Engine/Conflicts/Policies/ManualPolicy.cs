using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>A person decides.</summary>
internal sealed class ManualPolicy : IResolutionPolicy, IColumnPolicy
{
    public string Name => "manual";

    public Settlement Settle(ConflictCase conflict) => new Settlement.Ask();

    public CellValue? Settle(string column, ConflictCase conflict) => null;
}
