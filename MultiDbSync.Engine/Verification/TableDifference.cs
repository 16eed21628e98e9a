namespace MultiDbSync.Engine.Verification;

/// <summary>How one table of two databases differs. Rows in flight do not count.</summary>
/// <param name="Rows">Rows that the left database had.</param>
/// <param name="Missing">Rows that the right database lacks.</param>
/// <param name="Extra">Rows that only the right database has.</param>
/// <param name="Different">Rows with other values.</param>
/// <param name="Held">Rows that differ for a known reason: an open conflict, a refused row, a row that waits for its parent.</param>
internal sealed record TableDifference(string Table, long Rows, long Missing, long Extra, long Different, long Held)
{
    public bool IsEqual => Missing + Extra + Different == 0;

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Table}: {Missing:N0} missing, {Extra:N0} extra, {Different:N0} different");
}
