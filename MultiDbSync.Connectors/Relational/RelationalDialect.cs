using System.Data.Common;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational;

/// <summary>What differs between server makes in the apply algorithm.</summary>
internal abstract class RelationalDialect
{
    /// <summary>Our tables, ready to be put into a statement.</summary>
    public abstract string ChangeTable { get; }

    /// <inheritdoc cref="ChangeTable"/>
    public abstract string StateTable { get; }

    /// <inheritdoc cref="ChangeTable"/>
    public abstract string DeferredTable { get; }

    /// <summary>Asks whether <see cref="StateTable"/> has the column <see cref="DeferredLists.Column"/>.</summary>
    public abstract RelationalCommand FindDeferredToken(Action onThere);

    /// <summary>The <c>tx</c> of an entry that is made now.</summary>
    public abstract string CurrentTransaction { get; }

    /// <summary>The <c>at</c> of an entry that is made now.</summary>
    public abstract string Now { get; }

    /// <summary>Most parameters of one statement.</summary>
    public abstract int MostParameters { get; }

    public abstract string Quote(string identifier);

    /// <summary>A table's name as <see cref="TableSchema.Name"/> spells it, quoted with its schema.</summary>
    public abstract string QuoteTable(string table);

    /// <summary>The name of parameter <paramref name="number"/> of a statement, from 1.</summary>
    public abstract string Placeholder(int number);

    /// <summary>A parameter of a text, a 64-bit integer or NULL.</summary>
    public abstract DbParameter Parameter(object? value);

    /// <summary>
    /// Begins a READ COMMITTED transaction whose writes are not captured. Waits for locks are allowed to last a few seconds, until
    /// <see cref="ShortenLockWaits"/>: so far nothing is held.
    /// </summary>
    public abstract IReadOnlyList<RelationalCommand> Begin();

    /// <summary>The same for a transaction that empties whole tables: whatever applications changed before in those of the set is void.</summary>
    public virtual IReadOnlyList<RelationalCommand> BeginEmptying(string syncSet) => Begin();

    /// <summary>From here on a lock is waited for only for a moment: we hold others.</summary>
    public abstract IReadOnlyList<RelationalCommand> ShortenLockWaits();

    public abstract IReadOnlyList<RelationalCommand> Commit();

    public abstract IReadOnlyList<RelationalCommand> Rollback();

    /// <summary>Ends a locking read of one row (<c>FOR UPDATE</c>).</summary>
    public virtual string ForUpdate => " FOR UPDATE";

    /// <summary>Keys of the node's own changes that the hub has not deleted yet: <c>table_id</c>, <c>key</c>. Empty where no table of ours has them.</summary>
    /// <param name="tables">Those of the batch.</param>
    public abstract IReadOnlyList<RelationalCommand> Guard(string syncSet, IReadOnlyList<string> tables, Action<DbDataReader> onRow);

    /// <summary>
    /// The guard of a make whose own changes are in no table of ours: tells rows with a change that was committed before this call and that the hub has not
    /// taken yet. Asked whenever <see cref="Guard"/> is, right after it, with the rows' locks held.
    /// </summary>
    public virtual Task TellUnreadAsync(IReadOnlyDictionary<string, TableSchema> tables, Action<RowId> hit, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Says what an error means for the row that was written; never throws.</summary>
    public abstract RelationalErrorKind Classify(DbException error);

    /// <summary>The reason of a refused row, without values.</summary>
    public abstract string Describe(DbException error);

    /// <summary>The exception of connectors, or null for an exception that is not the driver's.</summary>
    public abstract ConnectorException? Translate(Exception error);

    /// <summary>One text that changes whenever foreign or unique keys do; asked in every transaction.</summary>
    public abstract RelationalCommand CatalogVersion(Action<DbDataReader> onRow);

    public abstract Task<RelationalCatalog> ReadCatalogAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Statements of a table.</summary>
    public abstract RelationalTable TableOf(TableSchema schema);

    /// <summary>Null where the database itself looks at foreign keys.</summary>
    /// <param name="rows">Those of one attempt; <see cref="RowProgress.Written"/> tells which were written.</param>
    public virtual IReferenceCheck? CheckReferences(RelationalCatalog catalog, IReadOnlyCollection<RowProgress> rows) => null;

    /// <summary>Sent with the first rows: constraints that can wait for the end of the transaction do.</summary>
    public virtual IReadOnlyList<RelationalCommand> DeferConstraints(IEnumerable<RelationalReference> references) => [];
}
