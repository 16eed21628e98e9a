using System.Globalization;

namespace MultiDbSync.Engine.Verification;

/// <summary>How the tables of a sync set differ on two databases.</summary>
internal sealed record SetDifference(string Left, string Right, IReadOnlyList<TableDifference> Tables)
{
    public bool IsEqual => Tables.All(t => t.IsEqual);

    /// <summary>In words for people.</summary>
    public string Describe()
    {
        var held = Tables.Sum(t => t.Held);
        var rest = held == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {held:N0} rows are held by open conflicts, refused or wait for their parents.");
        return IsEqual
            ? string.Create(CultureInfo.InvariantCulture, $"equal ({Tables.Count} tables, {Tables.Sum(t => t.Rows):N0} rows).{rest}")
            : $"different. {string.Join("; ", Tables.Where(t => !t.IsEqual))}.{rest}";
    }
}
