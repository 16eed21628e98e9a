using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Finds what a decision would break; null when it can stand.</summary>
internal static class DecisionCheck
{
    public static string? Refuse(SetLedger ledger, TableSchema table, StoredConflict conflict, ConflictChoice choice, RowImage? result, RelatedWrites related)
    {
        if (choice is ConflictChoice.Edit or ConflictChoice.Columns && result is null) return "An edit needs the row's values.";
        if (choice == ConflictChoice.KeepRight && conflict is { Kind: ConflictKind.ForeignKey, Right: not null }
            && conflict.Related.Any(r => r.Image is null && r.Before is null))
            return "The row that this one refers to is not known any more, so it can't be brought back. Keep the left side, or edit the row to refer to another one.";
        if (related.Writes.FirstOrDefault(w => w.After is not null && MissingValue(ledger, w.Table, w.After) is not null) is { } unknown)
            return $"Row {unknown.Key.ToDisplay()} of {unknown.Table.Name} can't be brought to what it was: {MissingValue(ledger, unknown.Table, unknown.After!)} Keep the left side, or edit the row.";
        if (result is null) return RemainingChildren(ledger, table, conflict, related);
        if (table.FormOf(table.KeyOf(result)) != conflict.KeyForm) return $"The key of {table.Name} can't be edited here: {string.Join(", ", table.Key)} must stay {conflict.Key.ToDisplay()}.";
        return MissingValue(ledger, table, result) ?? ForgottenHolder(ledger, table, conflict, result) ?? TakenValue(ledger, table, conflict.KeyForm, result, related) ?? LostParent(ledger, table, result, related);
    }

    /// <summary>For a row that comes into being by a decision.</summary>
    public static string? Refuse(SetLedger ledger, TableSchema table, RowImage row)
    {
        var nothing = new RelatedWrites([], null);
        return MissingValue(ledger, table, row) ?? TakenValue(ledger, table, table.FormOf(table.KeyOf(row)), row, nothing) ?? LostParent(ledger, table, row, nothing);
    }

    // Where some databases lack columns, nobody may know them here: each database keeps its own.
    private static string? MissingValue(SetLedger ledger, TableSchema table, RowImage result) =>
        !ledger.Views.OfWhole(table.Name).IsMixed && table.ImageColumns.FirstOrDefault(c => !result.TryGet(c.Name, out _)) is { } missing ? $"Column {missing.Name} has no value."
        : table.ImageColumns.FirstOrDefault(c => !c.IsNullable && result.TryGet(c.Name, out var value) && value.IsNull) is { } required ? $"Column {required.Name} can't be NULL."
        : null;

    private static string? RemainingChildren(SetLedger ledger, TableSchema table, StoredConflict conflict, RelatedWrites related)
    {
        if ((ledger.Heads.Find(table.Name, conflict.KeyForm)?.After ?? conflict.Base) is not { } row) return null;
        var child = ChildHeads.Of(ledger, table, conflict.KeyForm, row)
            .FirstOrDefault(c => !related.Writes.Any(w => Is(w, c.Table, c.Table.FormOf(c.Head.Key)) && w.After is null));
        return child.Table is null ? null : $"Rows of {child.Table.Name} refer to this one. Keep it, or delete them first.";
    }

    // The hub can't give such a row another value: it does not know what it was before.
    private static string? ForgottenHolder(SetLedger ledger, TableSchema table, StoredConflict conflict, RowImage result)
    {
        if (conflict.Kind != ConflictKind.UniqueKey) return null;
        var holder = conflict.Related.FirstOrDefault(r => RowImage.FromJson(r.Image) is { } image && ledger.Heads.Find(table.Name, r.Form) is null
            && table.UniqueKeys.Any(u => table.FormOf(u.Columns, image) is { } held && held == table.FormOf(u.Columns, result)));
        return holder is null ? null
            : $"Row {RowKey.Parse(holder.Key).ToDisplay()} of {table.Name} holds this value for longer than the hub remembers. Give this row another value, or change that one first.";
    }

    private static string? TakenValue(SetLedger ledger, TableSchema table, string keyForm, RowImage result, RelatedWrites related)
    {
        foreach (var unique in table.UniqueKeys)
        {
            if (table.FormOf(unique.Columns, result) is not { } value) continue;
            var holders = ledger.Heads.Holders(table.Name, unique.Name, value)
                .Where(form => form != keyForm)
                .Where(form => !related.Writes.Any(w => Is(w, table, form) && (w.After is null || table.FormOf(unique.Columns, w.After) != value)));
            if (holders.Any()) return $"Another row of {table.Name} holds this {string.Join(", ", unique.Columns)}.";
        }

        return null;
    }

    private static string? LostParent(SetLedger ledger, TableSchema table, RowImage result, RelatedWrites related)
    {
        foreach (var reference in table.ForeignKeys)
        {
            if (ledger.Table(reference.ParentTable) is not { } parent || !reference.ParentColumns.SequenceEqual(parent.Key)) continue;
            if (ValueForm.Key(result, reference.Columns) is not { } key) continue;
            var form = parent.FormOf(key);
            if (ledger.Heads.Find(parent.Name, form) is { After: null } && !related.Writes.Any(w => Is(w, parent, form) && w.After is not null))
                return $"The row of {parent.Name} that {string.Join(", ", reference.Columns)} refers to was deleted.";
        }

        return null;
    }

    private static bool Is(RelatedWrites.Write write, TableSchema table, string form) => write.Table.Name == table.Name && table.FormOf(write.Key) == form;
}
