namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Queries of the system catalogs (https://www.postgresql.org/docs/current/catalogs.html).</summary>
internal static class PgCatalogSql
{
    /// <summary>Tables and partitioned tables; no partitions, no temporary tables, none of the system's, none of ours.</summary>
    private const string Relations = """
        SELECT c.oid, n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
          AND n.nspname NOT LIKE 'pg\_%' AND n.nspname NOT LIKE 'mds\_%' AND c.relname NOT LIKE 'mds\_%'
        """;

    public const string Tables = $"SELECT r.oid::bigint, CASE WHEN r.nspname = current_schema() THEN NULL ELSE r.nspname END, r.relname FROM ({Relations}) r";

    /// <summary>Columns in their order, with domains resolved to the type below them.</summary>
    public const string Columns = $"""
        WITH RECURSIVE r AS ({Relations}),
        a AS (
          SELECT att.attrelid, att.attnum, att.attname, att.atttypid AS typ, att.atttypmod AS mod, att.attnotnull, att.attgenerated, att.attidentity, att.attcollation
          FROM pg_catalog.pg_attribute att JOIN r ON r.oid = att.attrelid WHERE att.attnum > 0 AND NOT att.attisdropped),
        d AS (
          SELECT attrelid, attnum, typ, mod, false AS must, 0 AS depth FROM a
          UNION ALL
          SELECT d.attrelid, d.attnum, t.typbasetype, CASE WHEN d.mod >= 0 THEN d.mod ELSE t.typtypmod END, d.must OR t.typnotnull, d.depth + 1
          FROM d JOIN pg_catalog.pg_type t ON t.oid = d.typ WHERE t.typtype = 'd'),
        b AS (SELECT DISTINCT ON (attrelid, attnum) attrelid, attnum, typ, mod, must FROM d ORDER BY attrelid, attnum, depth DESC)
        SELECT a.attrelid::bigint, a.attname, pg_catalog.format_type(b.typ, b.mod), t.typname, t.typtype::text, t.typcategory::text, coalesce(e.typtype::text, ''), b.mod,
          a.attnotnull OR b.must, a.attgenerated <> '', a.attidentity <> '' OR pg_catalog.pg_get_serial_sequence(quote_ident(r.nspname) || '.' || quote_ident(r.relname), a.attname) IS NOT NULL,
          pg_catalog.pg_get_expr(x.adbin, x.adrelid), coalesce(NOT co.collisdeterministic, false),
          CASE WHEN t.typtype = 'e' THEN ARRAY(SELECT l.enumlabel::text FROM pg_catalog.pg_enum l WHERE l.enumtypid = t.oid ORDER BY l.enumsortorder) END,
          tn.nspname = 'pg_catalog'
        FROM a JOIN b USING (attrelid, attnum) JOIN r ON r.oid = a.attrelid JOIN pg_catalog.pg_type t ON t.oid = b.typ JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
        LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
        LEFT JOIN pg_catalog.pg_attrdef x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
        LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
        ORDER BY a.attrelid, a.attnum
        """;

    /// <summary>Indexes over plain columns and all rows. Those that enforce something only at the end of a transaction are no keys, and are left out.</summary>
    public const string Indexes = $"""
        WITH r AS ({Relations})
        SELECT i.indrelid::bigint, c.relname, i.indisprimary, i.indisunique,
          ARRAY(SELECT a.attname::text FROM unnest(i.indkey::smallint[]) WITH ORDINALITY k(num, ord) JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num
                WHERE k.ord <= i.indnkeyatts ORDER BY k.ord)
        FROM pg_catalog.pg_index i JOIN r ON r.oid = i.indrelid JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        WHERE i.indpred IS NULL AND i.indexprs IS NULL AND i.indisvalid AND i.indimmediate AND i.indislive
        ORDER BY i.indrelid, i.indisprimary DESC, c.relname
        """;

    public const string ForeignKeys = $"""
        WITH r AS ({Relations})
        SELECT k.conrelid::bigint, k.conname, k.confrelid::bigint, k.confdeltype::text, k.confupdtype::text, k.condeferrable,
          ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY x(num, ord) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.num ORDER BY x.ord),
          ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY x(num, ord) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = x.num ORDER BY x.ord)
        FROM pg_catalog.pg_constraint k JOIN r ON r.oid = k.conrelid WHERE k.contype = 'f' AND k.conparentid = 0
        ORDER BY k.conrelid, k.conname
        """;
}
