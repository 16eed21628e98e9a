using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Routing;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>A captured change with what it is judged by.</summary>
/// <param name="Form">The key under the set's weakest equality.</param>
/// <param name="Seen">The highest position that the change had seen of its row.</param>
/// <param name="View">What its database can see of the table.</param>
/// <param name="By">Whose change it is in the hub log: the node's, or the hub's where the node's row is to become something else.</param>
/// <param name="Held">What the node's row holds where the change says something else (its key or a reference was turned); the target is told.</param>
internal sealed record JudgedChange(TableSchema Table, TablePolicy Policy, CapturedEntry Entry, string Form, long Seen, TableView View, Origin By, IReadOnlyList<RowImage?> Held);
