using System.Text.RegularExpressions;
using MultiDbSync.Engine.Connectors;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>What the account of a connection may do, as <c>SHOW GRANTS</c> says; rights on single tables or columns do not count.</summary>
internal sealed partial class MySqlRights
{
    private static readonly string[] OnDatabase = ["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "INDEX", "REFERENCES", "TRIGGER"];

    private readonly HashSet<string> _global = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _database = new(StringComparer.OrdinalIgnoreCase);

    private MySqlRights(string account, string database) => (Account, Database) = (account, database);

    private string Account { get; }

    private string Database { get; }

    /// <summary>Also where the server trusts nobody else with triggers.</summary>
    public bool MakesTriggersWithBinaryLog => HasGlobal("SUPER") || HasGlobal("BINLOG ADMIN") || HasGlobal("SET_USER_ID");

    public static async Task<MySqlRights> ReadAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        var (user, database) = (await connection.ListAsync("SELECT CURRENT_USER(), DATABASE()", r => (r.GetString(0), r.GetString(1)), cancellationToken))[0];
        var at = user.LastIndexOf('@');
        var rights = new MySqlRights($"{MySqlIdentifier.Literal(user[..at])}@{MySqlIdentifier.Literal(user[(at + 1)..])}", database);
        foreach (var grant in await connection.ListAsync("SHOW GRANTS", r => r.GetString(0), cancellationToken)) rights.Add(grant);
        return rights;
    }

    public IEnumerable<ConnectionFinding> Judge(MySqlServer server)
    {
        var missing = OnDatabase.Where(r => !HasGlobal(r) && !_database.Contains(r) && !_database.Contains("ALL PRIVILEGES")).ToList();
        yield return missing.Count == 0
            ? new ConnectionFinding("Rights", FindingLevel.Good, "All rights on the database are there.")
            : new ConnectionFinding(
                "Rights", FindingLevel.Refused, $"Rights on the database are missing: {string.Join(", ", missing)}.",
                $"GRANT {string.Join(", ", missing)} ON {MySqlIdentifier.Quote(Database)}.* TO {Account};");

        if (!server.IsMariaDb) yield break;
        yield return HasGlobal("PROCESS")
            ? new ConnectionFinding("Emptied tables", FindingLevel.Good, "A table that is emptied by TRUNCATE is noticed.")
            : new ConnectionFinding("Emptied tables", FindingLevel.Warning, "Without the right PROCESS a table that is emptied by TRUNCATE is not noticed.", $"GRANT PROCESS ON *.* TO {Account};");
    }

    private bool HasGlobal(string right) => _global.Contains(right) || _global.Contains("ALL PRIVILEGES");

    private void Add(string grant)
    {
        if (Pattern().Match(grant) is not { Success: true } match) return;
        var scope = match.Groups["scope"].Value;
        var into = scope == "*.*" ? _global : IsDatabase(scope) ? _database : null;
        if (into is null) return;
        foreach (var right in match.Groups["rights"].Value.Split(',', StringSplitOptions.TrimEntries)) into.Add(right);
    }

    // The name in a grant is a pattern of LIKE.
    private bool IsDatabase(string scope)
    {
        if (!scope.EndsWith(".*", StringComparison.Ordinal)) return false;
        var pattern = scope[..^2].Trim('`').Replace("``", "`", StringComparison.Ordinal);
        var regex = Regex.Escape(pattern).Replace(@"\\_", "\u0001", StringComparison.Ordinal).Replace(@"\\%", "\u0002", StringComparison.Ordinal)
            .Replace("_", ".", StringComparison.Ordinal).Replace("%", ".*", StringComparison.Ordinal)
            .Replace("\u0001", "_", StringComparison.Ordinal).Replace("\u0002", "%", StringComparison.Ordinal);
        return Regex.IsMatch(Database, $"^{regex}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    }

    [GeneratedRegex(@"^GRANT (?<rights>.+?) ON (?<scope>\*\.\*|`.*?`\.\*) TO ", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
