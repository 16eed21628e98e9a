using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Databases;

/// <summary>The form that registers a database.</summary>
public sealed partial class AddDatabase
{
    private static readonly (string, string)[] Makes = [("sqlite", "SQLite")];
    private Modal? _modal;
    private string _name = "";
    private string _make = "sqlite";
    private string _connection = "";
    private string? _syncSet;
    private string? _error;
    private bool _busy;

    /// <summary>The sync sets to choose from.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> SyncSets { get; set; }

    /// <summary>Adds it; answers what went wrong, or null.</summary>
    [Parameter, EditorRequired]
    public required Func<AddDatabaseRequest, Task<string?>> OnAdd { get; set; }

    /// <summary>Opens the form.</summary>
    public Task ShowAsync() => _modal!.ShowAsync();

    private async Task SubmitAsync()
    {
        _busy = true;
        _error = await OnAdd(new AddDatabaseRequest(_name.Trim(), _make, _connection.Trim(), _syncSet));
        _busy = false;
        if (_error is not null)
            return;

        await CloseAsync();
    }

    private Task CloseAsync()
    {
        // A connection string does not stay on the page longer than needed.
        (_name, _connection, _syncSet, _error) = ("", "", null, null);
        return _modal!.CloseAsync();
    }
}
