using System.Data.Common;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// The apply algorithm in the SQL of MySQL and MariaDB. Foreign keys are off on the applier's connection: the server would look at each row at once (no
/// order suits a cycle, or a tree in one statement) and would carry changes on to children. <see cref="MySqlReferenceCheck"/> takes the same locks and
/// lets no orphan in.
/// </summary>
internal sealed class MySqlDialect(string node, MySqlLocation location) : RelationalDialect
{
    /// <summary>What the applier's session needs: our triggers stay silent, and no statement reads a table from end to end to find a few rows, for it would wait for rows of others.</summary>
    public const string Prepare = $"SET {MySqlTriggers.EchoVariable} = 1; SET SESSION foreign_key_checks = 0, SESSION group_concat_max_len = 1048576";

    public override string ChangeTable => "mds_change";

    public override string StateTable => "mds_state";

    public override string DeferredTable => "mds_deferred";

    public override RelationalCommand FindDeferredToken(Action onThere) => new(MySqlLogTables.FindDeferredToken, [], null, _ => onThere());

    public override string CurrentTransaction => "NULL";

    public override string Now => MySqlLogTables.Now;

    public override int MostParameters => 6_000;

    public override string Quote(string identifier) => MySqlIdentifier.Quote(identifier);

    public override string QuoteTable(string table) => MySqlIdentifier.Table(table);

    public override string Placeholder(int number) => "?";

    public override DbParameter Parameter(object? value) => new MySqlParameter { Value = value ?? DBNull.Value };

    public override IReadOnlyList<RelationalCommand> Begin() =>
        [new("SET SESSION sql_safe_updates = 1, SESSION innodb_lock_wait_timeout = 5"), new("START TRANSACTION")];

    public override IReadOnlyList<RelationalCommand> BeginEmptying(string syncSet) =>
        [new("SET SESSION sql_safe_updates = 0, SESSION innodb_lock_wait_timeout = 5"), new("START TRANSACTION")];

    public override IReadOnlyList<RelationalCommand> ShortenLockWaits() => [new($"SET SESSION innodb_lock_wait_timeout = {MySqlServer.ShortestLockWait}")];

    public override IReadOnlyList<RelationalCommand> Commit() => [new("COMMIT")];

    public override IReadOnlyList<RelationalCommand> Rollback() => [new("ROLLBACK")];

    public override IReadOnlyList<RelationalCommand> Guard(string syncSet, IReadOnlyList<string> tables, Action<DbDataReader> onRow)
    {
        var text = new StatementText(this).Add($"SELECT table_id, HEX(`key`) FROM mds_change WHERE kind = '{MySqlLogTables.Change}' AND sync_set = ").Value(syncSet).Add(" AND table_id IN (");
        for (var i = 0; i < tables.Count; i++) text.Add(i == 0 ? "" : ", ").Value(tables[i]);
        return [text.Add(")").ToCommand(onRow)];
    }

    public override RelationalErrorKind Classify(DbException error) => error is MySqlException e ? MySqlErrors.KindOf(e) : RelationalErrorKind.Other;

    public override string Describe(DbException error) => error is MySqlException e ? $"{MySqlErrors.Advice(e)} (error {e.Number})." : "The database refused the row.";

    public override ConnectorException? Translate(Exception error) => error is MySqlException e ? MySqlErrors.Of(node, e) : null;

    public override RelationalCommand CatalogVersion(Action<DbDataReader> onRow) => new(
        """
        SELECT CONCAT_WS(':',
          (SELECT MD5(GROUP_CONCAT(TABLE_NAME, '.', CONSTRAINT_NAME, ':', REFERENCED_TABLE_NAME, DELETE_RULE, UPDATE_RULE ORDER BY TABLE_NAME, CONSTRAINT_NAME))
           FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()),
          (SELECT MD5(GROUP_CONCAT(TABLE_NAME, '.', INDEX_NAME, ':', COLUMN_NAME ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX))
           FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND NON_UNIQUE = 0))
        """, [], null, onRow);

    public override async Task<RelationalCatalog> ReadCatalogAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var own = (MySqlConnection)connection;
        var tables = await MySqlCatalog.ReadAsync(own, location.ServerOf(own), cancellationToken);
        return new RelationalCatalog([.. tables.Select(t => t.Schema)], new HashSet<(string, string)>());
    }

    public override RelationalTable TableOf(TableSchema schema) => new MySqlTable(schema);

    public override IReferenceCheck CheckReferences(RelationalCatalog catalog, IReadOnlyCollection<RowProgress> rows) => new MySqlReferenceCheck(catalog, rows);
}
