using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Looks at the file, its settings and the tables; writes nothing but an empty transaction.</summary>
internal sealed class SqliteConnectionTest(SqliteSession session, SqliteLocation location) : IConnectionTest
{
    // Triggers use printf('%!.20e') and window-free core functions: see SqliteImageSql.
    private static readonly Version Oldest = new(3, 24);

    public async Task<IReadOnlyList<ConnectionFinding>> RunAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken)
    {
        try
        {
            var findings = await session.UseAsync(database => Task.FromResult(Look(database)), cancellationToken);
            findings.Add(await CanWriteAsync(cancellationToken));
            findings.AddRange(await session.ReadAsync(database => tables.Select(t => Fitness(database, t)).ToList(), cancellationToken));
            return findings;
        }
        catch (ConnectorException e)
        {
            return [new ConnectionFinding("File", FindingLevel.Refused, e.Message, $"Check the path and the rights on '{Path.GetFileName(location.File)}' and its folder.")];
        }
    }

    private static List<ConnectionFinding> Look(SqliteDatabase database)
    {
        var findings = new List<ConnectionFinding> { new("File", FindingLevel.Good, "The file is there and is a SQLite database.") };
        var version = database.ReadText("SELECT sqlite_version()") ?? "unknown";
        findings.Add(Version.TryParse(version, out var parsed) && parsed >= Oldest
            ? new("Version", FindingLevel.Good, $"SQLite {version} here; the application's own must be {Oldest} or later.")
            : new("Version", FindingLevel.Refused, $"SQLite {version} is too old.", $"Use SQLite {Oldest} or later."));
        var journal = database.ReadText("PRAGMA journal_mode");
        findings.Add(journal == "wal"
            ? new("Journal", FindingLevel.Good, "The journal is WAL: readers and one writer don't wait for each other.")
            : new("Journal", FindingLevel.Warning, $"The journal is '{journal}': our reads make the application's writes wait, and the other way round.", "PRAGMA journal_mode = WAL"));
        findings.Add(new("Busy timeout", FindingLevel.Warning,
            "Each application sets its own, so it can't be looked up: without one, it fails at the first of our short transactions that it meets.", "PRAGMA busy_timeout = 5000 (on every connection of the application)"));
        findings.Add(new("Foreign keys", FindingLevel.Good,
            "Each application switches them on for itself (PRAGMA foreign_keys = ON). What synchronisation writes is checked in any case."));
        return findings;
    }

    private async Task<ConnectionFinding> CanWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await session.WriteAsync(database => (false, true), cancellationToken);
            return new ConnectionFinding("Writing", FindingLevel.Good, "The file can be written.");
        }
        catch (ConnectorException e)
        {
            return e.ErrorClass == ConnectorErrorClass.Transient
                ? new ConnectionFinding("Writing", FindingLevel.Warning, e.Message, "End the transaction that another program holds, then test again.")
                : new ConnectionFinding("Writing", FindingLevel.Refused, e.Message, "Give the worker's user the right to write the file and its folder.");
        }
    }

    private static ConnectionFinding Fitness(SqliteDatabase database, TableSchema table)
    {
        var check = $"Table {table.Name}";
        if (SqliteCatalog.Find(database, table.Name) is not { } shape) return new ConnectionFinding(check, FindingLevel.Refused, "It does not exist.");
        var found = shape.Schema;
        if (found.Key.Count == 0)
            return new ConnectionFinding(check, FindingLevel.Refused, "It has no primary key and no unique key of columns that are never NULL: its rows can't be told apart.", "Add a primary key.");
        var missing = table.ImageColumns.Where(c => found.Column(c.Name) is null or { IsGenerated: true }).Select(c => c.Name).ToList();
        if (missing.Count > 0) return new ConnectionFinding(check, FindingLevel.Refused, $"It has no column {string.Join(", ", missing)}.");
        var foreign = shape.Uniques.SelectMany(u => u.Columns).FirstOrDefault(c => !SqliteTypes.IsKnownCollation(c.Collation));
        if (foreign.Column is not null)
            return new ConnectionFinding(check, FindingLevel.Refused, $"Column {foreign.Column} has a key with the collation {foreign.Collation}, which only the application knows.", "Use BINARY, NOCASE or RTRIM in keys.");
        return found.Columns.Any(c => c.IsIdentity) && !SqliteIdentityBlocks.IsNumbered(database, found)
            ? new ConnectionFinding(check, FindingLevel.Warning,
                "Its INTEGER PRIMARY KEY always takes the highest number plus one, so new rows of two databases can get the same number: both are kept, as a conflict.",
                "Declare it INTEGER PRIMARY KEY AUTOINCREMENT, or let the application give its own keys.")
            : new ConnectionFinding(check, FindingLevel.Good, $"It can be synchronised by its key ({string.Join(", ", found.Key)}).");
    }
}
