using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Finds what a decision would break; null when it can stand.</summary>
internal static class DecisionCheck
{
    public static string? Refuse(SetLedger ledger, TableSchema table, StoredConflict conflict, ConflictChoice choice, RowImage? result)
    {
        if (choice == ConflictChoice.Edit && result is null) return "An edit needs the row's values.";
        if (choice == ConflictChoice.KeepRight && conflict is { Kind: ConflictKind.ForeignKey, Right: not null }
            && conflict.Related.Any(r => r.Image is null && r.Before is null))
            return "The row that this one refers to is not known any more, so it can't be brought back. Keep the left side, or edit the row to refer to another one.";
        if (result is null) return null;
        if (!table.KeyOf(result).Equals(conflict.Key)) return $"The key of {table.Name} can't be edited here: {string.Join(", ", table.Key)} must stay {conflict.Key.ToDisplay()}.";
        return MissingValue(table, result) ?? TakenValue(ledger, table, conflict, choice, result) ?? LostParent(ledger, table, conflict, choice, result);
    }

    private static string? MissingValue(TableSchema table, RowImage result) =>
        table.ImageColumns.FirstOrDefault(c => !result.TryGet(c.Name, out _)) is { } missing ? $"Column {missing.Name} has no value."
        : table.ImageColumns.FirstOrDefault(c => !c.IsNullable && result[c.Name].IsNull) is { } required ? $"Column {required.Name} can't be NULL."
        : null;

    private static string? TakenValue(SetLedger ledger, TableSchema table, StoredConflict conflict, ConflictChoice choice, RowImage result)
    {
        if (choice == ConflictChoice.KeepRight && conflict.Kind == ConflictKind.UniqueKey) return null;
        foreach (var unique in table.UniqueKeys)
        {
            if (table.FormOf(unique.Columns, result) is not { } value) continue;
            if (ledger.Heads.Holders(table.Name, unique.Name, value).Any(form => form != conflict.KeyForm))
                return $"Another row of {table.Name} holds this {string.Join(", ", unique.Columns)}.";
        }

        return null;
    }

    private static string? LostParent(SetLedger ledger, TableSchema table, StoredConflict conflict, ConflictChoice choice, RowImage result)
    {
        if (choice == ConflictChoice.KeepRight && conflict.Kind == ConflictKind.ForeignKey) return null;
        foreach (var reference in table.ForeignKeys)
        {
            if (ledger.Table(reference.ParentTable) is not { } parent || !reference.ParentColumns.SequenceEqual(parent.Key)) continue;
            if (ValueForm.Key(result, reference.Columns) is not { } key) continue;
            if (ledger.Heads.Find(parent.Name, parent.FormOf(key)) is { After: null })
                return $"The row of {parent.Name} that {string.Join(", ", reference.Columns)} refers to was deleted.";
        }

        return null;
    }
}
