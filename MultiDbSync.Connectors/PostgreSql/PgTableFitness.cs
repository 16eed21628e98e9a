using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Whether a table can be synchronised, and what to do where it can't.</summary>
internal sealed class PgTableFitness(TableSchema table, PgTableFacts facts, PgServerFacts server)
{
    private readonly string _name = PgIdentifier.Table(table.Name);
    private readonly string _role = PgIdentifier.Quote(server.Role);

    public IEnumerable<ConnectionFinding> Findings()
    {
        if (!facts.Exists)
        {
            yield return Refused("The table does not exist.", null);
            yield break;
        }

        var found = Rights().Concat(Shape()).Concat(facts.ApplicationTriggers.Where(t => !t.IsGuarded).Select(Trigger)).ToList();
        foreach (var finding in found) yield return finding;
        if (found.Count == 0) yield return new ConnectionFinding(Check, FindingLevel.Good, "Can be synchronised.");
    }

    private string Check => $"Table {table.Name}";

    private IEnumerable<ConnectionFinding> Rights()
    {
        if (!facts.MayUseSchema) yield return Refused("The right to use its schema is missing.", $"GRANT USAGE ON SCHEMA {PgIdentifier.Quote(facts.Schema)} TO {_role};");
        if (facts.MissingRights.Count > 0) yield return Refused($"Rights are missing: {string.Join(", ", facts.MissingRights)}.", $"GRANT {string.Join(", ", facts.MissingRights)} ON {_name} TO {_role};");
        foreach (var sequence in facts.ClosedSequences)
            yield return Warning("Its numbering can't be moved into the database's own block of numbers.", $"GRANT USAGE, SELECT, UPDATE ON SEQUENCE {sequence} TO {_role};");
        if (facts.HasRowSecurity && !server.BypassesRowSecurity) yield return Refused("Row level security hides rows from our role.", $"ALTER ROLE {_role} BYPASSRLS;");
    }

    private IEnumerable<ConnectionFinding> Shape()
    {
        if (table.Key.Count == 0) yield return Refused("It has no primary key and no unique key of columns that are never NULL: its rows can't be told apart.", $"ALTER TABLE {_name} ADD PRIMARY KEY (…);");
        foreach (var column in facts.LooseKeys)
            yield return Refused($"The collation of its key column '{column}' takes different texts for one.", $"ALTER TABLE {_name} ALTER COLUMN {PgIdentifier.Quote(column)} TYPE {table.Column(column)?.DeclaredType ?? "text"} COLLATE \"C\";");
        foreach (var (column, type) in facts.Odd) yield return Refused($"Column '{column}' is of type {type}, which can't be carried.", "Leave the column out of the route, or give it another type.");
        if (facts.HasChildren) yield return Refused("Other tables inherit from it: rows of theirs would go unnoticed.", "Use declarative partitioning, or synchronise the tables one by one.");
        if (facts.HasRules) yield return Refused("Rules rewrite statements on it, ours too.", "Replace its rules by triggers.");
        if (facts.IsUnlogged) yield return Warning("It is unlogged: a crash of the server empties it, and nobody is told.", $"ALTER TABLE {_name} SET LOGGED;");
    }

    private ConnectionFinding Trigger(PgApplicationTrigger trigger) => Refused(
        $"The application's trigger '{trigger.Name}' would run again for rows that come from other databases.", trigger.Proposal(_name));

    private ConnectionFinding Refused(string detail, string? fix) => new(Check, FindingLevel.Refused, detail, fix);

    private ConnectionFinding Warning(string detail, string fix) => new(Check, FindingLevel.Warning, detail, fix);
}
