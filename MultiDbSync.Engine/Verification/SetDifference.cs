using System.Globalization;

namespace MultiDbSync.Engine.Verification;

/// <summary>How the tables of a sync set differ on two databases.</summary>
internal sealed record SetDifference(string Left, string Right, IReadOnlyList<TableDifference> Tables)
{
    public bool IsEqual => Tables.All(t => t.IsEqual);

    /// <summary>Rows that one of them is yet to receive: they count neither as equal nor as different.</summary>
    public long Held => Tables.Sum(t => t.Held);

    /// <summary>In words for people.</summary>
    public string Describe()
    {
        var rest = Held == 0 ? "" : $" {Count(Held, "row")} left out: held by open conflicts, refused, or waiting for their parents.";
        return IsEqual ? $"equal ({Count(Tables.Count, "table")}, {Count(Tables.Sum(t => t.Rows), "row")}).{rest}" : $"different. {string.Join("; ", Tables.Where(t => !t.IsEqual))}.{rest}";
    }

    private static string Count(long number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {unit}{(number == 1 ? "" : "s")}");
}
