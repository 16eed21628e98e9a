using System.Globalization;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>How the rows of one table in two databases differ.</summary>
/// <param name="Missing">Rows that the newcomer lacks.</param>
/// <param name="Extra">Rows that only the newcomer has.</param>
/// <param name="Different">Rows with other values.</param>
internal sealed record RowDifference(long Missing, long Extra, long Different)
{
    public bool IsEqual => Missing == 0 && Extra == 0 && Different == 0;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Missing:N0} missing, {Extra:N0} extra, {Different:N0} different");

    public Dictionary<string, object?> ToExtensions(string table) =>
        new() { ["table"] = table, ["missing"] = Missing, ["extra"] = Extra, ["different"] = Different };
}
