using System.Globalization;
using System.Text;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// Values as the server is to read them. Numbers stand in the statement itself, typed by their spelling: as a quoted text a decimal or a large integer would
/// be compared as a double. Text and bytes are parameters. Call <see cref="MySqlRefusal.Of"/> first.
/// </summary>
internal static class MySqlParameters
{
    /// <summary>The value as an expression; adds what it needs to <paramref name="parameters"/>.</summary>
    public static string Add(ColumnSchema column, CellValue value, List<MySqlParameter> parameters) => value.Kind switch
    {
        CellKind.Null => "NULL",
        CellKind.Boolean or CellKind.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        CellKind.Decimal => value.Text,

        // With an exponent it is a double to the server, without one a decimal.
        CellKind.Real => value.Real.ToString("E16", CultureInfo.InvariantCulture),
        CellKind.Binary => Parameter(value.Binary.ToArray(), parameters),
        CellKind.Timestamp => Parameter(value.Text.Replace('T', ' '), parameters),
        CellKind.TimestampOffset => Parameter(value.Text.Replace('T', ' ').TrimEnd('Z'), parameters),

        // A TINYINT(1) that holds another number.
        CellKind.Text when column.Type == CanonicalType.Boolean => long.Parse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => Parameter(value.Text, parameters),
    };

    /// <summary><c>a = 1 AND b = @p1</c>, as the columns' collations compare.</summary>
    public static string WhereKey(TableSchema table, RowKey key, List<MySqlParameter> parameters)
    {
        var text = new StringBuilder();
        for (var i = 0; i < table.Key.Count; i++)
        {
            if (i > 0) text.Append(" AND ");
            text.Append(MySqlIdentifier.Quote(table.Key[i])).Append(" = ").Append(Add(table.Column(table.Key[i])!, key.Values[i], parameters));
        }

        return text.ToString();
    }

    private static string Parameter(object value, List<MySqlParameter> parameters)
    {
        var name = $"@p{parameters.Count + 1}";
        parameters.Add(new MySqlParameter(name, value));
        return name;
    }
}
