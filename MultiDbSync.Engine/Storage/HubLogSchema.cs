using Microsoft.Data.Sqlite;

namespace MultiDbSync.Engine.Storage;

/// <summary>Tables of the hub log, beside EF's, and what keeps the audit log from being changed. Every statement may be repeated; a later version adds statements at the end.</summary>
internal static class HubLogSchema
{
    private const string Script = """
        CREATE TABLE IF NOT EXISTS hub_log (
            position     INTEGER PRIMARY KEY AUTOINCREMENT,
            sync_set     TEXT NOT NULL,
            table_name   TEXT NOT NULL,
            row_key      TEXT NOT NULL,
            key_form     TEXT NOT NULL,
            before_image TEXT,
            after_image  TEXT,
            replaces     TEXT,
            origin       TEXT NOT NULL,
            origin_epoch INTEGER NOT NULL,
            origin_seq   INTEGER NOT NULL,
            origin_id    TEXT,
            unit         INTEGER NOT NULL,
            at           INTEGER NOT NULL,
            accepted_at  INTEGER NOT NULL,
            trace        TEXT);
        CREATE INDEX IF NOT EXISTS hub_log_set    ON hub_log (sync_set, position);
        CREATE INDEX IF NOT EXISTS hub_log_row    ON hub_log (sync_set, table_name, key_form, position);
        CREATE INDEX IF NOT EXISTS hub_log_origin ON hub_log (sync_set, origin, position);

        CREATE TABLE IF NOT EXISTS row_head (
            sync_set     TEXT NOT NULL,
            table_name   TEXT NOT NULL,
            key_form     TEXT NOT NULL,
            row_key      TEXT NOT NULL,
            position     INTEGER NOT NULL,
            before_image TEXT,
            after_image  TEXT,
            origin       TEXT NOT NULL,
            origin_epoch INTEGER NOT NULL,
            at           INTEGER NOT NULL,
            PRIMARY KEY (sync_set, table_name, key_form)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS row_head_position ON row_head (position);

        CREATE TABLE IF NOT EXISTS head_value (
            sync_set   TEXT NOT NULL,
            table_name TEXT NOT NULL,
            constraint_name TEXT NOT NULL,
            value_form TEXT NOT NULL,
            key_form   TEXT NOT NULL,
            PRIMARY KEY (sync_set, table_name, constraint_name, value_form, key_form)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS head_value_row ON head_value (sync_set, table_name, key_form);

        CREATE TABLE IF NOT EXISTS parked_row (
            sync_set    TEXT NOT NULL,
            table_name  TEXT NOT NULL,
            key_form    TEXT NOT NULL,
            conflict_id INTEGER NOT NULL,
            PRIMARY KEY (sync_set, table_name, key_form)) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS node_position (
            node     TEXT NOT NULL,
            sync_set TEXT NOT NULL,
            applied  INTEGER NOT NULL,
            captured INTEGER NOT NULL,
            PRIMARY KEY (node, sync_set)) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS node_deferred (
            node       TEXT NOT NULL,
            sync_set   TEXT NOT NULL,
            table_name TEXT NOT NULL,
            key_form   TEXT NOT NULL,
            position   INTEGER NOT NULL,
            PRIMARY KEY (node, sync_set, table_name, key_form)) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS captured_change (
            node       TEXT NOT NULL,
            sync_set   TEXT NOT NULL,
            id         TEXT NOT NULL,
            generation INTEGER NOT NULL,
            PRIMARY KEY (node, sync_set, id)) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS awaited_row (
            sync_set    TEXT NOT NULL,
            table_name  TEXT NOT NULL,
            key_form    TEXT NOT NULL,
            conflict_id INTEGER NOT NULL,
            PRIMARY KEY (sync_set, table_name, key_form, conflict_id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS awaited_row_conflict ON awaited_row (conflict_id);

        CREATE TABLE IF NOT EXISTS rekeyed_row (
            sync_set   TEXT NOT NULL,
            table_name TEXT NOT NULL,
            key_form   TEXT NOT NULL,
            origin     TEXT NOT NULL,
            new_key    TEXT NOT NULL,
            position   INTEGER NOT NULL,
            PRIMARY KEY (sync_set, table_name, key_form, origin, position)) WITHOUT ROWID;

        CREATE TRIGGER IF NOT EXISTS audit_entries_stay BEFORE DELETE ON audit_entries
            BEGIN SELECT RAISE(ABORT, 'The audit log is only appended to.'); END;
        CREATE TRIGGER IF NOT EXISTS audit_entries_as_written BEFORE UPDATE ON audit_entries
            BEGIN SELECT RAISE(ABORT, 'The audit log is only appended to.'); END;
        """;

    public static async Task EnsureAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Script;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
