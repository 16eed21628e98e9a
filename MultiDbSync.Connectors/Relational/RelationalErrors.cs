using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Errors that are ours, not the driver's.</summary>
internal static class RelationalErrors
{
    public static ConnectorException NotInstalled(string node, string? syncSet) => new(
        ConnectorErrorClass.Schema, node,
        syncSet is null ? "Capture is not installed on this database." : $"Capture is not installed on this database for sync set '{syncSet}'.");

    public static ConnectorException WrongHub(string node) =>
        new(ConnectorErrorClass.Permanent, node, "This database belongs to another hub, or to a newer incarnation of this one. Remove it there first.");
}
