using System.Data.Common;
using MultiDbSync.Connectors.Relational;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Shapes that were read before; a shape never changes under its number.</summary>
internal sealed class PgShapes
{
    private readonly Dictionary<int, PgShape> _shapes = [];

    /// <summary>Numbers begin anew when capture is removed and installed again.</summary>
    public void Clear() => _shapes.Clear();

    public async Task LoadAsync(DbConnection connection, IEnumerable<PgLogEntry> entries, CancellationToken cancellationToken)
    {
        var missing = entries.Select(e => e.Shape).Where(s => s != 0).Distinct().Where(s => !_shapes.ContainsKey(s)).ToArray();
        if (missing.Length == 0) return;
        await RelationalRoundTrip.SendAsync(
            connection,
            [new($"SELECT shape, definition FROM {PgLogTables.Shape} WHERE shape = ANY($1)", [PgParameters.Numbers(missing)], null, r => _shapes[r.GetInt32(0)] = PgShape.Parse(r.GetString(1)))],
            cancellationToken);
    }

    public PgShape Find(int shape) => _shapes[shape];
}
