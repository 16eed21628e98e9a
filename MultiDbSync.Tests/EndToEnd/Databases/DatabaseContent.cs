using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MultiDbSync.Tests.EndToEnd.Databases;

/// <summary>Every cell of a database's own tables with its type, so that 1, 1.0 and '1' are three different things; the same text on every make.</summary>
internal sealed class DatabaseContent
{
    private const int DifferencesShown = 5;

    private readonly SortedDictionary<string, List<SortedDictionary<string, object>>> _tables = new(StringComparer.Ordinal);

    private DatabaseContent()
    {
    }

    public string Hash { get; private set; } = "";

    public static DatabaseContent Read(DbConnection connection, DbTransaction snapshot, IReadOnlyList<string> tables)
    {
        var content = new DatabaseContent();
        foreach (var table in tables)
        {
            using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = ($"SELECT * FROM {table}", snapshot);
            using var reader = command.ExecuteReader();
            content._tables[table] = Rows(reader);
        }

        var lines = content._tables.SelectMany(table => content.Lines(table.Key).Prepend(table.Key));
        content.Hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        return content;
    }

    /// <summary>Writes a table's rows into another database's empty one.</summary>
    public void CopyTo(DbConnection connection, string table)
    {
        foreach (var row in _tables[table])
        {
            var parameters = row.Keys.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@p{i + 1}"));
            connection.Execute($"INSERT INTO {table} ({string.Join(", ", row.Keys)}) VALUES ({string.Join(", ", parameters)})", [.. row.Values]);
        }
    }

    /// <summary>For people: what is in the one and not in the other.</summary>
    public string DifferenceFrom(DatabaseContent other)
    {
        var lines = _tables.Keys.Union(other._tables.Keys).SelectMany(table =>
        {
            var (mine, theirs) = (Lines(table), other.Lines(table));
            return mine.Except(theirs).Select(row => $"{table} < {row}").Concat(theirs.Except(mine).Select(row => $"{table} > {row}"));
        }).ToList();
        return lines.Count == 0 ? "equal" : string.Join(Environment.NewLine, [$"{lines.Count} rows differ", .. lines.Take(DifferencesShown)]);
    }

    private static List<SortedDictionary<string, object>> Rows(DbDataReader reader)
    {
        var rows = new List<SortedDictionary<string, object>>();
        while (reader.Read())
        {
            var row = new SortedDictionary<string, object>(StringComparer.Ordinal);
            for (var i = 0; i < reader.FieldCount; i++)
                row[reader.GetName(i)] = reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }

    private static string Text(object cell) => cell switch
    {
        DBNull => "null",
        double real => $"double {real.ToString("R", CultureInfo.InvariantCulture)}",
        byte[] bytes => $"bytes {Convert.ToHexString(bytes)}",
        IFormattable value => $"{cell.GetType().Name} {value.ToString(null, CultureInfo.InvariantCulture)}",
        _ => $"{cell.GetType().Name} {cell}",
    };

    private List<string> Lines(string table) => _tables.TryGetValue(table, out var rows)
        ? [.. rows.Select(row => string.Join(" | ", row.Select(cell => $"{cell.Key} {Text(cell.Value)}"))).Order(StringComparer.Ordinal)]
        : [];
}
