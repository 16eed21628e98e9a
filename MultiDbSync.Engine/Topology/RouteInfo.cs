using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Engine.Topology;

/// <summary>A database's part in a sync set. Fixed for as long as it belongs to the set: another direction, filter or choice of columns is another membership.</summary>
public sealed record RouteInfo(string Node)
{
    /// <summary>Which way changes go.</summary>
    public RouteDirection Direction { get; init; }

    /// <summary>How far it has come in joining.</summary>
    public RouteState State { get; init; }

    /// <summary>How it joined.</summary>
    public FirstLoadMode LoadMode { get; init; }

    /// <summary>The database whose rows its first load copies, or null.</summary>
    public string? LoadSource { get; init; }

    /// <summary>Hub position that its content corresponded to when it joined.</summary>
    public long StartPosition { get; init; }

    /// <summary>By the set's table name; a table without an entry is the same here.</summary>
    public IReadOnlyDictionary<string, TableRoute> Tables { get; init; } = new Dictionary<string, TableRoute>();

    /// <summary>Its tables are there and are captured: it takes part, or its first load is past the preparation.</summary>
    public bool IsPrepared => State == RouteState.Active || StartPosition >= 0;

    /// <summary>What its applications change goes to the others.</summary>
    public bool Sends => Direction != RouteDirection.ReceiveOnly;

    /// <summary>It is delivered to, now.</summary>
    public bool Receives => Direction != RouteDirection.SendOnly && State == RouteState.Active;

    /// <summary>What it has not received is kept for it.</summary>
    public bool PinsLog => Direction != RouteDirection.SendOnly;
}
