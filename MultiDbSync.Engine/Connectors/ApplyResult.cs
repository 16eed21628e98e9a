namespace MultiDbSync.Engine.Connectors;

/// <summary>Result of a target transaction.</summary>
/// <param name="Rows">One per row of the batch (the last for a row that comes several times); empty unless applied.</param>
public sealed record ApplyResult(ApplyStatus Status, IReadOnlyList<RowOutcome> Rows)
{
    /// <summary>A result without rows.</summary>
    public static ApplyResult Of(ApplyStatus status) => new(status, []);
}
