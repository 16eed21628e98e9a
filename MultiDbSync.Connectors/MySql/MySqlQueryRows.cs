using System.Diagnostics;
using System.Globalization;
using System.Text;
using MultiDbSync.Engine.Connectors;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>A query's rows as text for people, up to the caps.</summary>
internal static class MySqlQueryRows
{
    public static async Task<QueryResult> ReadAsync(MySqlDataReader reader, QueryLimits limits, long began, CancellationToken cancellationToken)
    {
        var columns = Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.GetDataTypeName(i))).ToList();
        var rows = new List<IReadOnlyList<string?>>();
        var bytes = 0L;
        var truncated = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            truncated = rows.Count >= limits.Rows;
            if (truncated) break;
            var cells = Enumerable.Range(0, columns.Count).Select(i => Cell(reader, i)).ToList();
            bytes += cells.Sum(c => c is null ? 0L : Encoding.UTF8.GetByteCount(c));
            truncated = bytes > limits.Bytes;
            if (truncated) break;
            rows.Add(cells);
        }

        return new QueryResult(columns, rows, truncated, Stopwatch.GetElapsedTime(began));
    }

    private static string? Cell(MySqlDataReader reader, int column)
    {
        if (reader.IsDBNull(column)) return null;
        if (reader.GetDataTypeName(column).Contains("DECIMAL", StringComparison.OrdinalIgnoreCase)) return reader.GetMySqlDecimal(column).ToString();
        return reader.GetValue(column) switch
        {
            byte[] bytes => "0x" + Convert.ToHexString(bytes),
            MySqlDateTime { IsValidDateTime: false } zero => zero.ToString(),
            MySqlDateTime date => Date(date.GetDateTime()),
            DateTime date => Date(date),
            double real => real.ToString("R", CultureInfo.InvariantCulture),
            float real => real.ToString("R", CultureInfo.InvariantCulture),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            var value => value.ToString(),
        };
    }

    private static string Date(DateTime date) => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
}
