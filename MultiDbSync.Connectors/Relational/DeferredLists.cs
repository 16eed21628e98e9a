using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Connectors.Relational;

/// <summary>
/// Deferred rows as one part of a connector read them last, each list with the token that stood in <c>mds_state</c> in the same snapshot. Every transaction
/// that changes a set's deferred rows writes a new random token, so the same token means the same rows, whatever became of the database meanwhile. A counter
/// would not do: after a restore it is handed out again for other rows.
/// </summary>
internal sealed class DeferredLists
{
    /// <summary>The column of <c>mds_state</c>; installations of before it was invented lack it, until they are installed again.</summary>
    public const string Column = "deferred_token";

    // A person may have changed the table by hand, or an older version that knows no token: so no list is believed for ever.
    private const int MostUses = 100;

    private readonly Dictionary<string, (string Token, IReadOnlyList<DeferredRow> Rows, int Uses)> _kept = new(StringComparer.Ordinal);

    public static string NewToken() => Guid.NewGuid().ToString("N");

    /// <summary>The lists that need not be read again while their token is this one.</summary>
    /// <param name="syncSet">Null for all sync sets.</param>
    public IReadOnlyList<(string SyncSet, string Token)> Known(string? syncSet) =>
        [.. _kept.Where(k => (syncSet is null || k.Key == syncSet) && k.Value.Uses < MostUses).Select(k => (k.Key, k.Value.Token))];

    /// <summary>The rows that belong to a token, or null.</summary>
    public IReadOnlyList<DeferredRow>? Use(string syncSet, string? token)
    {
        if (token is null || !_kept.TryGetValue(syncSet, out var kept) || kept.Token != token || kept.Uses >= MostUses) return null;
        _kept[syncSet] = kept with { Uses = kept.Uses + 1 };
        return kept.Rows;
    }

    /// <summary>Keeps what was read in the snapshot of the token, never what a transaction that may still roll back has written.</summary>
    /// <returns>The rows.</returns>
    public IReadOnlyList<DeferredRow> Keep(string syncSet, string? token, IReadOnlyList<DeferredRow> rows)
    {
        if (token is null) _kept.Remove(syncSet);
        else _kept[syncSet] = (token, rows, 0);
        return rows;
    }
}
