using System.Data.Common;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Relational;

/// <summary>What the applier keeps while its connection is open.</summary>
internal sealed class ApplyCache(RelationalDialect dialect)
{
    private readonly Dictionary<TableSchema, RelationalTable> _tables = new(ReferenceEqualityComparer.Instance as IEqualityComparer<TableSchema>);
    private RelationalCatalog? _catalog;
    private string? _version;

    public RelationalCatalog Catalog => _catalog!;

    /// <summary><c>mds_state</c> has a token of its deferred rows. As long as it lacks one, each transaction asks, once it holds the state.</summary>
    public bool HasDeferredToken { get; private set; }

    public void Clear()
    {
        _tables.Clear();
        HasDeferredToken = false;
        (_catalog, _version) = (null, null);
    }

    /// <summary>To be asked behind the lock of the state: nobody adds the column from then on.</summary>
    public IEnumerable<RelationalCommand> FindDeferredToken() => HasDeferredToken ? [] : [dialect.FindDeferredToken(() => HasDeferredToken = true)];

    /// <summary>Reads keys and references again when they have changed.</summary>
    public async Task RefreshAsync(DbConnection connection, string version, CancellationToken cancellationToken)
    {
        if (_catalog is not null && version == _version) return;
        _catalog = await dialect.ReadCatalogAsync(connection, cancellationToken);
        _version = version;
    }

    public RelationalTable TableOf(TableSchema schema)
    {
        if (_tables.TryGetValue(schema, out var table)) return table;
        if (_tables.Count > 256) _tables.Clear();
        return _tables[schema] = dialect.TableOf(schema);
    }
}
