using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Reads what a database says of rows whose new keys it has not received as said of the rows under their new keys.</summary>
internal sealed class Rekeying(SetLedger ledger, NodeBelief belief, Origin origin)
{
    /// <summary>The key that the changed row has now, or null when it has not changed.</summary>
    public RowKey? NewKeyOf(TableSchema table, string form) =>
        ledger.Rekeyed.Any ? ledger.Rekeyed.NewKeyOf(table.Name, form, origin.Node, belief.Seen(table.Name, form)) : null;

    /// <summary>The change of the row under its new key.</summary>
    public static CapturedEntry Moved(TableSchema table, CapturedEntry change, RowKey newKey)
    {
        var key = new RowImage([.. table.Key], [.. newKey.Values]);
        return change with { Key = newKey, Before = change.Before?.With(table.Key, key), After = change.After?.With(table.Key, key) };
    }

    /// <summary>The change with references to such rows turned to their new keys; the same object when it has none.</summary>
    public CapturedEntry References(TableSchema table, CapturedEntry change)
    {
        if (!ledger.Rekeyed.Any || table.ForeignKeys.Count == 0) return change;
        foreach (var reference in table.ForeignKeys)
        {
            if (ledger.Table(reference.ParentTable) is not { } parent || !reference.ParentColumns.SequenceEqual(parent.Key)) continue;
            var (before, after) = (Turned(parent, reference, change.Before), Turned(parent, reference, change.After));
            if (!ReferenceEquals(before, change.Before) || !ReferenceEquals(after, change.After)) change = change with { Before = before, After = after };
        }

        return change;
    }

    private RowImage? Turned(TableSchema parent, ForeignKey reference, RowImage? image)
    {
        if (image is null || ValueForm.Key(image, reference.Columns) is not { } key) return image;
        return NewKeyOf(parent, parent.FormOf(key)) is { } newKey ? image.With(reference.Columns, KeepingBoth.Values(reference, newKey)) : image;
    }
}
