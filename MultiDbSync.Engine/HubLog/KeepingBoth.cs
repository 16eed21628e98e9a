using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// Two rows that were created with one key both stand: the left one keeps it, the right one gets a new one, and rows of the right side's database that refer to
/// it follow. What that database says of the old key before it has heard of the new one is taken as said of the new one (<see cref="RekeyedRows"/>).
/// </summary>
internal sealed class KeepingBoth(SetLedger ledger, TableSchema table, string rightNode)
{
    private static readonly Origin Nobody = new("", 0);

    /// <summary>Why both can't be kept, in words; null when they can.</summary>
    public string? Refuse(RowImage? left, RowImage? right, RowKey newKey)
    {
        if (left is null || right is null) return "One of the two rows was deleted meanwhile: there are no two rows to keep.";
        if (newKey.Values.Count != table.Key.Count || newKey.Values.Any(v => v.IsNull)) return $"The new key needs a value for each of {string.Join(", ", table.Key)}.";
        var form = table.FormOf(newKey);
        if (form == table.FormOf(table.KeyOf(left)) || ledger.Heads.Find(table.Name, form) is { After: not null } || ledger.Conflicts.ParkedBy(table.Name, form) is not null)
            return $"Another row of {table.Name} has the key {newKey.ToDisplay()}.";
        if (Children().FirstOrDefault(c => c.Reference.Columns.Any(c.Table.Key.Contains)) is { Table: not null } bound)
            return $"Rows of {bound.Table.Name} carry this key in their own key, so they can't follow. Keep one side, or edit the row.";
        return null;
    }

    /// <summary>What the right row would clash with under its new key.</summary>
    public NewConflict? Clash(RowKey newKey, RowImage right, CapturedEntry change, RowHead head) =>
        ConstraintCheck.FindForOutcome(ledger, table, table.FormOf(newKey), change with { Key = newKey }, head with { After = null }, Rekeyed(right, newKey));

    /// <summary>Carries it out.</summary>
    /// <param name="known">Values of the row under its old key that are knowingly replaced.</param>
    public void Run(RowKey key, RowImage left, RowImage right, RowKey newKey, Origin leftOrigin, DateTimeOffset leftAt, IReadOnlyList<RowImage?> known)
    {
        var followers = Followers(right).ToList();
        var form = table.FormOf(key);
        ledger.Append(new NewEntry(table, newKey, null, Rekeyed(right, newKey), [], Origin.Hub, ledger.Now));
        foreach (var (child, reference, head) in followers)
        {
            var after = head.After!.With(reference.Columns, Values(reference, newKey));
            ledger.Append(new NewEntry(child, head.Key, head.After, after, [], Origin.Hub, ledger.Now));
        }

        var stands = ledger.Append(new NewEntry(table, key, ledger.Heads.Find(table.Name, form)?.After, left, known, leftOrigin, leftAt));
        ledger.Rekeyed.Add(table.Name, form, rightNode, newKey, stands.Position);
    }

    /// <summary>The row under another key.</summary>
    public RowImage Rekeyed(RowImage row, RowKey newKey) => row.With(table.Key, new RowImage([.. table.Key], [.. newKey.Values]));

    // The columns of a foreign key, with the values of a parent's key.
    public static RowImage Values(ForeignKey reference, RowKey parent) => new([.. reference.Columns], [.. parent.Values]);

    private IEnumerable<(TableSchema Table, ForeignKey Reference)> Children() =>
        from child in ledger.Set.Tables.Select(t => t.Schema)
        from reference in child.ForeignKeys
        where reference.ParentTable == table.Name && reference.ParentColumns.SequenceEqual(table.Key)
        select (child, reference);

    // Rows of the right side's database: for them the key meant the right row.
    private IEnumerable<(TableSchema Table, ForeignKey Reference, RowHead Head)> Followers(RowImage right) =>
        from child in Children()
        let value = ValueForm.Of(right, table.Key)
        where value is not null
        from form in ledger.Heads.Holders(child.Table.Name, "fk:" + child.Reference.Name, value)
        let head = ledger.Heads.Find(child.Table.Name, form)
        where head is { After: not null } && Referrer(child.Table, child.Reference, form, head, value) == rightNode && ledger.Conflicts.ParkedBy(child.Table.Name, form) is null
        select (child.Table, child.Reference, head);

    // The database that made the row refer to this key; where the log does not go back so far, the one that changed it last.
    private string Referrer(TableSchema child, ForeignKey reference, string form, RowHead head, string value)
    {
        var origin = head.Origin == Origin.Hub ? Nobody : head.Origin;
        foreach (var entry in ledger.Log.OfRow(child.Name, form))
        {
            var before = entry.Before is null ? null : ValueForm.Of(entry.Before, reference.Columns);
            if (before != value && entry.After is not null && ValueForm.Of(entry.After, reference.Columns) == value) origin = entry.Origin;
        }

        return origin.Node;
    }
}
