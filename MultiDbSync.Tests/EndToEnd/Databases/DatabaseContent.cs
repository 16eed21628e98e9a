using System.Security.Cryptography;
using System.Text;

namespace MultiDbSync.Tests.EndToEnd.Databases;

/// <summary>Every cell of a SQLite file's own tables with its storage class, so that 1, 1.0 and '1' are three different things.</summary>
internal sealed record DatabaseContent(IReadOnlyDictionary<string, IReadOnlyList<string>> Tables)
{
    private const int DifferencesShown = 5;

    public string Hash { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Tables.OrderBy(table => table.Key, StringComparer.Ordinal).SelectMany(table => table.Value.Prepend(table.Key))))));

    /// <param name="path">The file.</param>
    public static DatabaseContent Read(string path)
    {
        using var connection = SampleDatabases.OpenFile(path);
        connection.Execute("BEGIN");
        var tables = connection.Texts("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'mds\\_%' ESCAPE '\\'");
        return new(tables.ToDictionary(name => name, name =>
        {
            var columns = connection.Texts($"SELECT name FROM pragma_table_info('{name}') ORDER BY name").Select(column => $"typeof(\"{column}\") || ' ' || quote(\"{column}\")");
            return connection.Texts($"SELECT {string.Join(" || ' | ' || ", columns)} AS row FROM \"{name}\" ORDER BY row");
        }));
    }

    /// <summary>For people: what is in the one and not in the other.</summary>
    public string DifferenceFrom(DatabaseContent other)
    {
        var lines = Tables.Keys.Union(other.Tables.Keys).SelectMany(table =>
        {
            var (mine, theirs) = (Tables.GetValueOrDefault(table, []), other.Tables.GetValueOrDefault(table, []));
            return mine.Except(theirs).Select(row => $"{table} < {row}").Concat(theirs.Except(mine).Select(row => $"{table} > {row}"));
        }).ToList();
        return lines.Count == 0 ? "equal" : string.Join(Environment.NewLine, [$"{lines.Count} rows differ", .. lines.Take(DifferencesShown)]);
    }
}
