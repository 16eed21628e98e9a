using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Web.Features.SyncSets;

/// <summary>How a database joins a sync set, as somebody chooses it.</summary>
public sealed class FirstLoadDraft(bool allowsEqual)
{
    /// <summary>A database that is registered already has no such way.</summary>
    public bool AllowsEqual => allowsEqual;

    /// <summary>What it brings and receives.</summary>
    public FirstLoadMode Mode { get; set; } = allowsEqual ? FirstLoadMode.Equal : FirstLoadMode.Merge;

    /// <summary>The database to copy from; null for whichever has everything.</summary>
    public string? Source { get; set; }

    /// <summary>What was typed to confirm that rows are deleted.</summary>
    public string Confirm { get; set; } = "";

    /// <summary>Tables that it lacks are made.</summary>
    public bool CreateTables { get; set; } = true;

    /// <summary>Direction, names, columns and filters; null for none.</summary>
    public RouteDefinition? Route { get; set; }

    /// <summary>Its rows are deleted first.</summary>
    public bool Replaces => Mode == FirstLoadMode.Replace;

    /// <summary>Nothing is deleted, or somebody typed the database's name.</summary>
    public bool IsConfirmed(string database) => !Replaces || Confirm == database;

    /// <summary>As it is asked for; null for equal rows.</summary>
    public FirstLoadRequest? ToRequest() => Mode == FirstLoadMode.Equal
        ? null
        : new FirstLoadRequest(Mode, Mode == FirstLoadMode.SchemaOnly ? null : Source, Replaces ? Confirm : null, CreateTables, Route);
}
