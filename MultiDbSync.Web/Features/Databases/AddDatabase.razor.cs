using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Databases;

/// <summary>The form that registers a database.</summary>
public sealed partial class AddDatabase
{
    private static readonly (string, string)[] Makes =
        [("sqlite", "SQLite"), ("postgresql", "PostgreSQL"), ("postgresql-logical", "PostgreSQL, by its log (no triggers)"), ("mysql", "MySQL, MariaDB")];


    private static readonly (string, string)[] Modes = [.. Enum.GetValues<FirstLoadMode>().Select(mode => (mode.ToString(), Words.Of(mode)))];
    private Modal? _modal;
    private string _name = "";
    private string _make = "sqlite";
    private string _connection = "";
    private string? _syncSet;
    private FirstLoadMode _mode = FirstLoadMode.Equal;
    private string? _source;
    private string _confirm = "";
    private bool _createTables = true;
    private string? _error;
    private bool _busy;

    /// <summary>The sync sets to choose from.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> SyncSets { get; set; }

    /// <summary>The databases, to copy from.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<DatabaseSummary> Databases { get; set; }

    /// <summary>Adds it; answers what went wrong, or null.</summary>
    [Parameter, EditorRequired]
    public required Func<AddDatabaseRequest, Task<string?>> OnAdd { get; set; }

    private string Example => _make switch
    {
        "postgresql" or "postgresql-logical" => "Host=server;Database=name;Username=role;Password=…",
        "mysql" => "Server=server;Database=name;User ID=account;Password=…",
        _ => "Data Source=/path/to/file.db",
    };

    private bool Loads => _syncSet is not null && _mode != FirstLoadMode.Equal;

    private bool Replaces => Loads && _mode == FirstLoadMode.Replace;

    private IEnumerable<string> Members => Databases.Where(database => database.SyncSets.Contains(_syncSet!)).Select(database => database.Name);

    private FirstLoadRequest? FirstLoad => Loads ? new FirstLoadRequest(_mode, _source, Replaces ? _confirm : null, _createTables) : null;

    /// <summary>Opens the form.</summary>
    public Task ShowAsync() => _modal!.ShowAsync();

    private async Task SubmitAsync()
    {
        _busy = true;
        _error = await OnAdd(new AddDatabaseRequest(_name.Trim(), _make, _connection.Trim(), _syncSet, FirstLoad));
        _busy = false;
        if (_error is not null)
            return;

        await CloseAsync();
    }

    private Task CloseAsync()
    {
        // A connection string does not stay on the page longer than needed.
        (_name, _connection, _syncSet, _error) = ("", "", null, null);
        (_mode, _source, _confirm, _createTables) = (FirstLoadMode.Equal, null, "", true);
        return _modal!.CloseAsync();
    }
}
