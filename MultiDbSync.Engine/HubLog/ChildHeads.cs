using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Heads of rows that refer to a row by a foreign key of the set.</summary>
internal static class ChildHeads
{
    public static IEnumerable<(TableSchema Table, RowHead Head)> Of(SetLedger ledger, TableSchema table, string form, RowImage parent)
    {
        foreach (var child in ledger.Set.Tables.Select(t => t.Schema))
        {
            foreach (var reference in child.ForeignKeys.Where(k => k.ParentTable == table.Name))
            {
                if (ValueForm.Of(parent, reference.ParentColumns) is not { } value) continue;
                foreach (var childForm in ledger.Heads.Holders(child.Name, "fk:" + reference.Name, value))
                {
                    if (child.Name == table.Name && childForm == form) continue;
                    if (ledger.Heads.Find(child.Name, childForm) is { After: not null } head) yield return (child, head);
                }
            }
        }
    }
}
