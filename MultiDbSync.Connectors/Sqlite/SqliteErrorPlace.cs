using System.Text.RegularExpressions;
using MultiDbSync.Connectors.Relational.Plans;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Finds the name that an error tells of where the engine tells no offset, as for tables that are not there.</summary>
internal static partial class SqliteErrorPlace
{
    public static int? OfName(string sql, string message)
    {
        if (NamePattern().Match(message) is not { Success: true } named) return null;
        var name = named.Groups[1].Value.Split('.')[^1];
        var place = SqlTokens.Read(sql).FirstOrDefault(t => t.IsName && string.Equals(t.Text, name, StringComparison.OrdinalIgnoreCase));
        return place.Text is null ? null : place.Start;
    }

    [GeneratedRegex("no such (?:table|column|function|index): ([^']+)")]
    private static partial Regex NamePattern();
}
