using Microsoft.AspNetCore.Components;
using Microsoft.FluentUI.AspNetCore.Components;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Features.Databases;
using Glyphs = Microsoft.FluentUI.AspNetCore.Components.Icons.Regular.Size20;

namespace MultiDbSync.Web.Features.Query;

/// <summary>Read-only SQL on one database. That nothing can be written is the API's doing, by the engine's own means.</summary>
public sealed partial class QueryPage : IDisposable
{
    private const int RowCap = 1000;
    private static readonly Icon Play = new Glyphs.Play();
    private readonly Loaded<IReadOnlyList<DatabaseSummary>> _databases = new();
    private readonly Loaded<IReadOnlyList<DatabaseTable>> _tables = new();
    private string? _database;
    private string _sql = "";
    private string? _error;
    private string? _message;
    private QueryResponse? _result;
    private CancellationTokenSource? _running;

    /// <summary>The database, kept in the address.</summary>
    [SupplyParameterFromQuery]
    public string? Database { get; set; }

    [Inject]
    private QueryClient Client { get; set; } = null!;

    [Inject]
    private DatabasesClient DatabasesClient { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        _running?.Cancel();
        _running?.Dispose();
    }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        await _databases.ReadAsync(() => DatabasesClient.ListAsync(CancellationToken.None));
        var names = _databases.Value?.Select(database => database.Name).ToList() ?? [];
        if (names.Count > 0)
            await OpenAsync(names.Find(name => name == Database) ?? names[0]);
    }

    private Task ChooseAsync(string? name)
    {
        if (name is null)
            return Task.CompletedTask;
        Navigation.NavigateTo("/query?database=" + Uri.EscapeDataString(name), replace: true);
        return OpenAsync(name);
    }

    private async Task OpenAsync(string name)
    {
        _database = name;
        _tables.Clear();
        await _tables.ReadAsync(() => DatabasesClient.TablesAsync(name, CancellationToken.None));
        if (_sql.Length == 0 && _tables.Value is [var table, ..])
            _sql = $"SELECT * FROM {table.Name} LIMIT 50";
    }

    private void Insert(string text) => _sql = _sql.Length == 0 || _sql.EndsWith(' ') ? _sql + text : $"{_sql} {text}";

    private async Task RunAsync()
    {
        if (_running is not null || _database is null || string.IsNullOrWhiteSpace(_sql))
            return;

        using var running = _running = new CancellationTokenSource();
        (_error, _message, _result) = (null, null, null);
        try
        {
            _result = await Client.RunAsync(new RunQueryRequest(_database, _sql, RowCap), running.Token);
        }
        catch (ApiException e)
        {
            _error = e.Message;
        }
        catch (OperationCanceledException)
        {
            _message = "Cancelled. The database has stopped working on it.";
        }
        finally
        {
            _running = null;
        }
    }

    private async Task CancelAsync() => await (_running?.CancelAsync() ?? Task.CompletedTask);
}
