using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>What the connection test asks of a table.</summary>
internal sealed class PgTableFacts(TableSchema table)
{
    // to_regclass would need the right to use the schema, which may be what is missing.
    private const string Oid = "(SELECT x.oid FROM pg_class x JOIN pg_namespace y ON y.oid = x.relnamespace WHERE y.nspname = coalesce($1, current_schema()) AND x.relname = $2)";

    // Casts to JSON make to_json write something else than the type's text.
    private const string OddColumns = $"""
        SELECT a.attname, format_type(t.oid, -1) FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = {Oid} AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
          AND (t.typtype = 'c' OR t.typtype IN ('b', 'd') AND t.typnamespace <> 'pg_catalog'::regnamespace AND EXISTS (SELECT 1 FROM pg_cast c WHERE c.castsource = t.oid AND c.casttarget = 'json'::regtype))
        ORDER BY a.attnum
        """;

    private const string Triggers = $"""
        SELECT t.tgname, pg_get_triggerdef(t.oid), pg_get_triggerdef(t.oid) LIKE '%{PgDialect.ApplyingSetting}%'
        FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE t.tgrelid = {Oid} AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND n.nspname <> '{PgLogTables.Schema}' AND t.tgtype & 28 <> 0
        ORDER BY t.tgname
        """;

    /// <summary>Of a table and its key columns: those whose collation takes different bytes for one value.</summary>
    public const string LooseKeysSql = $"""
        SELECT a.attname FROM pg_attribute a JOIN pg_collation c ON c.oid = a.attcollation WHERE a.attrelid = {Oid} AND NOT c.collisdeterministic AND a.attname = ANY($3)
        """;

    private readonly TableName _name = TableName.Parse(table.Name);

    public bool Exists { get; private set; }

    public IReadOnlyList<string> MissingRights { get; private set; } = [];

    public bool MayUseSchema { get; private set; }

    public string Schema { get; private set; } = string.Empty;

    public bool IsUnlogged { get; private set; }

    public bool HasRowSecurity { get; private set; }

    public bool HasChildren { get; private set; }

    public bool HasRules { get; private set; }

    public List<(string Column, string Type)> Odd { get; } = [];

    /// <summary>Key columns whose collation takes different bytes for one value.</summary>
    public List<string> LooseKeys { get; } = [];

    public List<string> ClosedSequences { get; } = [];

    public List<PgApplicationTrigger> ApplicationTriggers { get; } = [];

    public IReadOnlyList<RelationalCommand> Reads() =>
    [
        Ask(
            $"""
            SELECT n.nspname, has_schema_privilege(n.oid, 'USAGE'), c.relpersistence = 'u', c.relrowsecurity, c.relkind = 'r' AND EXISTS (SELECT 1 FROM pg_inherits i WHERE i.inhparent = c.oid),
              EXISTS (SELECT 1 FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.ev_enabled <> 'D'),
              ARRAY(SELECT r.name FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRIGGER']) r(name) WHERE NOT has_table_privilege(c.oid, r.name))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = {Oid}
            """,
            Take),
        Ask(OddColumns, r => Odd.Add((r.GetString(0), r.GetString(1)))),
        new(LooseKeysSql, [PgParameters.TextOrNull(_name.Namespace), PgParameters.Text(_name.Name), PgParameters.Texts([.. table.Key])], null, r => LooseKeys.Add(r.GetString(0))),
        Ask(
            $"""
            SELECT quote_ident(n.nspname) || '.' || quote_ident(s.relname) FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_namespace n ON n.oid = s.relnamespace
            WHERE d.refobjid = {Oid} AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND CASE WHEN s.relkind = 'S' THEN NOT has_sequence_privilege(s.oid, 'UPDATE') END
            """,
            r => ClosedSequences.Add(r.GetString(0))),
        Ask(Triggers, r => ApplicationTriggers.Add(new PgApplicationTrigger(r.GetString(0), r.GetString(1), r.GetBoolean(2)))),
    ];

    private RelationalCommand Ask(string sql, Action<DbDataReader> onRow) => new(sql, [PgParameters.TextOrNull(_name.Namespace), PgParameters.Text(_name.Name)], null, onRow);

    private void Take(DbDataReader row)
    {
        Exists = true;
        (Schema, MayUseSchema, IsUnlogged, HasRowSecurity, HasChildren, HasRules) =
            (row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3), row.GetBoolean(4), row.GetBoolean(5));
        MissingRights = row.GetFieldValue<string[]>(6);
    }
}
