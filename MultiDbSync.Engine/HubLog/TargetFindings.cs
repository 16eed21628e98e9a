using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Turns what targets found into conflicts, unless one is open already that explains it.</summary>
internal sealed class TargetFindings(HubLog log, TimeProvider clock)
{
    /// <param name="rows">Of the target, in the sets' terms.</param>
    public async Task<IReadOnlyList<OpenedConflict>> OpenAsync(
        string node, IRowReader rows, IReadOnlyList<TargetFinding> findings, TopologySnapshot topology, CancellationToken cancellationToken)
    {
        var named = new List<TargetFinding>(findings.Count);
        foreach (var finding in findings) named.Add(finding with { Holders = await HoldersAsync(rows, finding, topology, cancellationToken) });
        return await OpenAsync(node, named, topology, cancellationToken);
    }

    // The hub may have forgotten the row that holds the value: its target knows it.
    private static async Task<IReadOnlyList<RowImage>> HoldersAsync(IRowReader rows, TargetFinding finding, TopologySnapshot topology, CancellationToken cancellationToken)
    {
        if (finding.Wanted is not { } wanted || topology.Sets.GetValueOrDefault(finding.SyncSet)?.Table(finding.Table)?.Schema is not { } table) return [];
        var holders = new List<RowImage>();
        foreach (var unique in table.UniqueKeys)
        {
            if (ValueForm.Key(wanted, unique.Columns) is not { } values) continue;
            if (await rows.FindByAsync(table, new RowImage([.. unique.Columns], [.. values.Values]), cancellationToken) is { } holder) holders.Add(holder);
        }

        return holders;
    }

    private Task<IReadOnlyList<OpenedConflict>> OpenAsync(string node, List<TargetFinding> findings, TopologySnapshot topology, CancellationToken cancellationToken) =>
        log.WriteAsync<IReadOnlyList<OpenedConflict>>(
            session =>
            {
                var opened = new List<OpenedConflict>();
                foreach (var finding in findings)
                {
                    if (!topology.Sets.TryGetValue(finding.SyncSet, out var set) || set.Table(finding.Table) is not { } table) continue;
                    var ledger = new SetLedger(session, set, clock.GetUtcNow(), null);
                    if (Open(ledger, table.Schema, node, finding) is { } conflict) opened.Add(conflict);
                }

                Counters.Add(session, "conflicts", opened.Count);
                Counters.Add(session, "divergences", opened.Count(c => c.Kind == ConflictKind.Divergence));
                return opened;
            },
            cancellationToken);

    private static OpenedConflict? Open(SetLedger ledger, TableSchema table, string node, TargetFinding finding)
    {
        var form = table.FormOf(finding.Key);
        if (ledger.Conflicts.ParkedBy(table.Name, form) is not null || ledger.Conflicts.AwaitedBy(table.Name, form).Count > 0) return null;
        var head = ledger.Heads.Find(table.Name, form);
        var view = ledger.Views.Of(node, table.Name);
        if (finding.Kind == ConflictKind.Divergence && IsKnown(ledger, table, form, finding, view)) return null;
        if (head is null || WaitsForParked(ledger, table, head)) return null;
        var divergence = finding.Kind == ConflictKind.Divergence;
        // A row that was created, and may have been changed since, where nobody could see that its key is taken.
        var hidden = divergence && IsNew(ledger, table, form, head, finding) && finding.Found is not null && ledger.Views.IsFiltered(table.Name);
        var conflict = new NewConflict(table.Name, finding.Key, form, hidden ? ConflictKind.CreateCreate : finding.Kind, ConflictStatus.Open)
        {
            Base = hidden ? null : head.Before,
            Left = divergence ? head.After : head.Before,
            Right = divergence ? view.Lift(finding.Found, head.After) : head.After,
            LeftOrigin = divergence ? head.Origin.Node : node,
            RightOrigin = divergence ? node : head.Origin.Node,
            LeftAt = head.At,
            RightAt = divergence ? ledger.Now : head.At,
            LeftPosition = head.Position,
            RightSeen = head.Position,
            Related = finding.Kind switch
            {
                ConflictKind.ForeignKey when head.After is null => Children(ledger, table, form, head),
                ConflictKind.ForeignKey => MissingParents(ledger, table, node, head),
                ConflictKind.UniqueKey => [.. Holders(ledger, table, form, head), .. Forgotten(ledger, table, form, node, finding)],
                _ => [],
            },
        };
        var id = ledger.Conflicts.Insert(conflict, ledger.Now);
        return new OpenedConflict(id, ledger.Set.Name, table.Name, conflict.Kind, ConflictStatus.Open);
    }

    private static bool IsNew(SetLedger ledger, TableSchema table, string form, RowHead head, TargetFinding finding) =>
        head.Before is null || ledger.Log.OfRow(table.Name, form).Exists(e => e.Position > finding.Received && e.Before is null);

    // A value that the log holds or knowingly replaces further on than the node has received: the node's own, judged already. Its row follows by the retry.
    private static bool IsKnown(SetLedger ledger, TableSchema table, string form, TargetFinding finding, TableView view) =>
        ledger.Log.OfRow(table.Name, form).Where(e => e.Position > finding.Received)
            .SelectMany(e => e.Replaces.Prepend(e.Before).Prepend(e.After))
            .Any(known => (view.Same(finding.Found, known) && Covers(known, finding.Found)) || (finding.Found is null && view.Hides(known)));

    // What is known in part says nothing of the other columns.
    private static bool Covers(RowImage? known, RowImage? found) => known is null || found is null || found.Columns.All(c => known.TryGet(c, out _));

    // The parent is in an open conflict itself: this row follows once that one is settled.
    private static bool WaitsForParked(SetLedger ledger, TableSchema table, RowHead head)
    {
        if (head.After is null)
        {
            return ledger.Set.Tables.Select(t => t.Schema).Any(child => child.ForeignKeys.Any(
                k => k.ParentTable == table.Name && ledger.Conflicts.HasParked(child.Name)));
        }

        return Parents(ledger, table, head.After).Any(p => ledger.Conflicts.ParkedBy(p.Table.Name, p.Table.FormOf(p.Key)) is not null);
    }

    private static RelatedRowImage[] MissingParents(SetLedger ledger, TableSchema table, string node, RowHead head) =>
        [.. Parents(ledger, table, head.After!)
                .Select(p => (Parent: p, Head: ledger.Heads.Find(p.Table.Name, p.Table.FormOf(p.Key))))
                .Where(p => p.Head is null or { After: null })
                .Select(p => new RelatedRowImage(p.Parent.Table.Name, p.Parent.Key.Text, node, null, p.Head?.Before?.ToJson()) { Form = p.Parent.Table.FormOf(p.Parent.Key) })];

    private static RelatedRowImage[] Children(SetLedger ledger, TableSchema table, string form, RowHead head) =>
        head.Before is null
            ? []
            : [.. ChildHeads.Of(ledger, table, form, head.Before)
                .Select(c => new RelatedRowImage(c.Table.Name, c.Head.Key.Text, c.Head.Origin.Node, c.Head.After!.ToJson(), c.Head.Before?.ToJson()) { Form = c.Table.FormOf(c.Head.Key) })];

    private static RelatedRowImage[] Holders(SetLedger ledger, TableSchema table, string form, RowHead head) =>
        head.After is null
            ? []
            : [.. from unique in table.UniqueKeys
                let value = table.FormOf(unique.Columns, head.After)
                where value is not null
                from holderForm in ledger.Heads.Holders(table.Name, unique.Name, value)
                where holderForm != form
                let holder = ledger.Heads.Find(table.Name, holderForm)
                where holder is { After: not null }
                select new RelatedRowImage(table.Name, holder.Key.Text, holder!.Origin.Node, holder.After!.ToJson(), holder.Before?.ToJson()) { Form = holderForm }];

    private static IEnumerable<RelatedRowImage> Forgotten(SetLedger ledger, TableSchema table, string form, string node, TargetFinding finding) =>
        from holder in finding.Holders
        let key = table.KeyOf(holder)
        let holderForm = table.FormOf(key)
        where holderForm != form && ledger.Heads.Find(table.Name, holderForm) is null
        select new RelatedRowImage(table.Name, key.Text, node, holder.ToJson(), null) { Form = holderForm };

    private static IEnumerable<(TableSchema Table, RowKey Key)> Parents(SetLedger ledger, TableSchema table, RowImage image) =>
        from reference in table.ForeignKeys
        let parent = ledger.Table(reference.ParentTable)
        where parent is not null && reference.ParentColumns.SequenceEqual(parent.Key)
        let key = ValueForm.Key(image, reference.Columns)
        where key is not null
        select (parent, key);
}
