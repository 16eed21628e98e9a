namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>A trigger of the application.</summary>
/// <param name="Definition">As <c>pg_get_triggerdef</c> spells it.</param>
/// <param name="IsGuarded">Its condition leaves our own writes out.</param>
internal sealed record PgApplicationTrigger(string Name, string Definition, bool IsGuarded)
{
    private const string Guard = $"(current_setting('{PgDialect.ApplyingSetting}', true) IS DISTINCT FROM 'on')";

    /// <summary>Statements that make it leave our own writes out, and nothing else.</summary>
    public string Proposal(string table)
    {
        const string when = " WHEN (", execute = " EXECUTE ";
        var action = Definition.LastIndexOf(execute, StringComparison.Ordinal);
        var condition = Definition.IndexOf(when, StringComparison.Ordinal);
        var guarded = condition >= 0 && condition < action
            ? $"{Definition[..condition]} WHEN ({Guard} AND {Definition[(condition + when.Length)..(action - 1)]}){Definition[action..]}"
            : $"{Definition[..action]} WHEN {Guard}{Definition[action..]}";
        return $"BEGIN; DROP TRIGGER {PgIdentifier.Quote(Name)} ON {table}; {guarded}; COMMIT;";
    }
}
