using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Rows of one table to lock in one way.</summary>
internal sealed class LockRequest(RelationalTable table, bool toDelete)
{
    public RelationalTable Table { get; } = table;

    public List<(RowId Id, RowKey Key)> Keys { get; private init; } = [];

    /// <summary>Locks what nobody holds and puts it into <paramref name="found"/>.</summary>
    public IEnumerable<RelationalCommand> Statements(int rowsAtOnce, Dictionary<RowId, RowImage> found) =>
        Keys.Chunk(rowsAtOnce).Select(chunk => Table.Lock([.. chunk.Select(k => k.Key)], toDelete, row => Take(Table.ReadImage(row), found)));

    /// <summary>Plain reads into <paramref name="there"/>.</summary>
    public IEnumerable<RelationalCommand> Reads(Dictionary<RowId, RowImage> there) =>
        Keys.Chunk(Table.MostRows).Select(chunk => Table.Read([.. chunk.Select(k => k.Key)], row => Take(Table.ReadImage(row), there)));

    /// <summary>The rows that were not found.</summary>
    public LockRequest Missing(IReadOnlyDictionary<RowId, RowImage> found) => new(Table, toDelete) { Keys = Keys.FindAll(k => !found.ContainsKey(k.Id)) };

    private void Take(RowImage image, Dictionary<RowId, RowImage> into) => into[RowId.Of(Table.Schema, Table.Schema.KeyOf(image))] = image;
}
