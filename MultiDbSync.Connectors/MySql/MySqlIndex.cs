namespace MultiDbSync.Connectors.MySql;

/// <summary>An index as the server has it.</summary>
/// <param name="IsWhole">Over whole columns: no prefixes, no expressions.</param>
/// <param name="IsTree">Not full text, not spatial.</param>
internal sealed record MySqlIndex(string Table, string Name, bool IsUnique, bool IsWhole, bool IsTree, IReadOnlyList<string> Columns)
{
    public const string Primary = "PRIMARY";
}
