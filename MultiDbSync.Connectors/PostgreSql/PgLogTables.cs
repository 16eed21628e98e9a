using MultiDbSync.Connectors.Relational;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Our schema on a node.</summary>
internal static class PgLogTables
{
    public const string Schema = "mds_sync";

    public const string Change = $"{Schema}.mds_change", State = $"{Schema}.mds_state", Deferred = $"{Schema}.mds_deferred", Shape = $"{Schema}.mds_shape", Asleep = $"{Schema}.mds_asleep";

    /// <summary>Channel of notifications.</summary>
    public const string Channel = "mds_change";

    /// <summary>
    /// Numbers come from a sequence without a cache, so within a session they are given in order. The index on <c>tx</c> finds the rest of a transaction.
    /// <c>mds_shape</c> keeps how the columns of an image are to be read; <c>mds_asleep</c> is no counter but a flag that can be read without waiting
    /// (1: the reader is awake, 2: it asks to be notified).
    /// </summary>
    public static IReadOnlyList<string> Create { get; } =
    [
        $"CREATE SCHEMA IF NOT EXISTS {Schema}",
        $"""
        CREATE TABLE IF NOT EXISTS {Change}(seq bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY, id text NOT NULL, kind text NOT NULL, sync_set text NOT NULL,
          table_id text, op text, "key" text, "before" text, "after" text, position bigint, shape integer, tx bigint NOT NULL, at timestamptz NOT NULL)
          WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0)
        """,
        $"CREATE INDEX IF NOT EXISTS mds_change_tx ON {Change}(tx)",
        $"CREATE TABLE IF NOT EXISTS {State}(sync_set text PRIMARY KEY, hub text NOT NULL, incarnation bigint NOT NULL, applied bigint NOT NULL, captured bigint NOT NULL, {DeferredLists.Column} text)",
        $"CREATE TABLE IF NOT EXISTS {Deferred}(sync_set text NOT NULL, table_id text NOT NULL, form text NOT NULL, \"key\" text NOT NULL, position bigint NOT NULL, reason text NOT NULL)",
        $"CREATE INDEX IF NOT EXISTS mds_deferred_form ON {Deferred} USING hash (form)",
        $"CREATE TABLE IF NOT EXISTS {Shape}(shape integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, definition text NOT NULL)",
        $"CREATE SEQUENCE IF NOT EXISTS {Asleep} MAXVALUE 2",
    ];

    public const string AddDeferredToken = $"ALTER TABLE {State} ADD COLUMN IF NOT EXISTS {DeferredLists.Column} text";

    /// <summary>With the functions go the triggers that call them: that needs no rights on the applications' tables.</summary>
    public const string Drop = $"DROP SCHEMA IF EXISTS {Schema} CASCADE";

    public static RelationalCommand FindDeferredToken(Action onThere) => new(
        $"SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = to_regclass('{State}') AND attname = '{DeferredLists.Column}' AND NOT attisdropped", [], null, _ => onThere());

    /// <summary>True when our tables are there.</summary>
    public const string IsInstalled = $"SELECT to_regclass('{Change}') IS NOT NULL AND to_regclass('{State}') IS NOT NULL AND to_regclass('{Deferred}') IS NOT NULL AND to_regclass('{Shape}') IS NOT NULL";
}
