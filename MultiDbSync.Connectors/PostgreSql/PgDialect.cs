using System.Data.Common;
using System.Globalization;
using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using Npgsql;
using NpgsqlTypes;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>The apply algorithm in PostgreSQL's words.</summary>
internal class PgDialect(string node, PostgreSqlConnectorOptions options, PgLowerBound bound) : RelationalDialect
{
    /// <summary>Tells our triggers that a change is our own; gone with the transaction.</summary>
    public const string ApplyingSetting = "mds.applying";

    public override string ChangeTable => PgLogTables.Change;

    public override string StateTable => PgLogTables.State;

    public override string DeferredTable => PgLogTables.Deferred;

    public override RelationalCommand FindDeferredToken(Action onThere) => PgLogTables.FindDeferredToken(onThere);

    public override string CurrentTransaction => "txid_current()";

    public override string Now => "clock_timestamp()";

    // The protocol counts them in 16 bits.
    public override int MostParameters => 30_000;

    // FOR UPDATE would keep applications' foreign keys waiting; nothing refers to this table.
    public override string ForUpdate => " FOR NO KEY UPDATE";

    public override string Quote(string identifier) => PgIdentifier.Quote(identifier);

    public override string QuoteTable(string table) => PgIdentifier.Table(table);

    public override string Placeholder(int number) => string.Create(CultureInfo.InvariantCulture, $"${number}");

    public override DbParameter Parameter(object? value) => value switch
    {
        long number => PgParameters.Number(number),
        string text => PgParameters.Text(text),
        null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        _ => throw new ArgumentException($"No parameter is made of a {value.GetType().Name}.", nameof(value)),
    };

    public override IReadOnlyList<RelationalCommand> Begin() =>
        [new("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"), new("SET LOCAL lock_timeout = '5s'"), new($"SET LOCAL {ApplyingSetting} = 'on'"), new("SET CONSTRAINTS ALL IMMEDIATE")];

    public override IReadOnlyList<RelationalCommand> ShortenLockWaits() =>
        [new($"SET LOCAL lock_timeout = '{((int)options.RowLockTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)}ms'")];

    public override IReadOnlyList<RelationalCommand> Commit() => [new("COMMIT")];

    public override IReadOnlyList<RelationalCommand> Rollback() => [new("ROLLBACK")];

    public override IReadOnlyList<RelationalCommand> Guard(string syncSet, IReadOnlyList<string> tables, Action<DbDataReader> onRow) =>
    [
        new(
            $"SELECT table_id, \"key\" FROM {PgLogTables.Change} WHERE seq >= {PgLowerBound.Sql(1)} AND kind = 'change' AND sync_set = $4 AND table_id = ANY($5)",
            [
                .. bound.Parameters(),
                PgParameters.Text(syncSet),
                PgParameters.Texts([.. tables]),
            ],
            null, onRow),
    ];

    public override RelationalErrorKind Classify(DbException error) => PgErrors.KindOf(error);

    public override string Describe(DbException error) => PgErrors.Describe(error);

    public override ConnectorException? Translate(Exception error) => PgErrors.Translate(node, error);

    public override RelationalCommand CatalogVersion(Action<DbDataReader> onRow) =>
        new("SELECT count(*) || ':' || coalesce(max(oid::bigint), 0) FROM pg_catalog.pg_constraint", [], null, onRow);

    public override async Task<RelationalCatalog> ReadCatalogAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var catalog = new PgCatalog();
        await RelationalRoundTrip.SendAsync(connection, catalog.Commands(), cancellationToken);
        return new RelationalCatalog(catalog.Tables(), catalog.Deferrable);
    }

    public override RelationalTable TableOf(TableSchema schema) => new PgTable(schema);

    public override IReferenceCheck? CheckReferences(RelationalCatalog catalog, IReadOnlyCollection<RowProgress> rows) => new PgReferenceCheck(catalog, rows);

    // Only foreign keys: unique ones are judged row by row, so that the row that clashes is known.
    public override IReadOnlyList<RelationalCommand> DeferConstraints(IEnumerable<RelationalReference> references)
    {
        var names = references.Select(r => (TableName.Parse(r.Child).Namespace, r.Name)).Distinct()
            .Select(n => n.Namespace is null ? Quote(n.Name) : $"{Quote(n.Namespace)}.{Quote(n.Name)}").ToList();
        return names.Count == 0 ? [] : [new($"SET CONSTRAINTS {string.Join(", ", names)} DEFERRED")];
    }
}
