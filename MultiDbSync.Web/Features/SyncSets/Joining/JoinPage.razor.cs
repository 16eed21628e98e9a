using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Features.Databases;
using RouteDirection = MultiDbSync.Contracts.SyncSets.RouteDirection;

namespace MultiDbSync.Web.Features.SyncSets.Joining;

/// <summary>A registered database joins a sync set.</summary>
public sealed partial class JoinPage
{
    private static readonly (string, string)[] Directions = [.. Enum.GetValues<RouteDirection>().Select(direction => (direction.ToString(), Words.Of(direction)))];
    private static readonly IReadOnlyDictionary<string, string> NoErrors = new Dictionary<string, string>();

    private readonly Loaded<SyncSetDetail> _detail = new();
    private readonly FirstLoadDraft _load = new(allowsEqual: false);
    private IReadOnlyDictionary<string, string> _errors = NoErrors;
    private IReadOnlyList<string> _free = [];
    private RouteDraft? _route;
    private string? _error;
    private bool _busy;

    /// <summary>The set's name.</summary>
    [Parameter]
    public required string Name { get; set; }

    /// <summary>The database that joins.</summary>
    [SupplyParameterFromQuery]
    public string? Database { get; set; }

    [Inject]
    private SyncSetsClient Client { get; set; } = null!;

    [Inject]
    private DatabasesClient Databases { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Address => $"/sync-sets/{Uri.EscapeDataString(Name)}";

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => ReadAsync();

    private static IReadOnlyList<string> Sources(SyncSetDetail detail) => [.. detail.Members.Where(m => m.State == RouteState.Active).Select(m => m.Database.Name)];

    private Task ReadAsync() => _detail.ReadAsync(async () =>
    {
        var detail = await Client.DetailAsync(Name, CancellationToken.None);
        var all = await Databases.ListAsync(CancellationToken.None);
        _free = [.. all.Select(d => d.Name).Where(name => detail.Members.All(m => m.Database.Name != name))];
        _route = new RouteDraft(detail.Shapes);
        return detail;
    });

    private void Choose(string? database)
    {
        (_load.Confirm, _error, _errors) = ("", null, NoErrors);
        Navigation.NavigateTo(database is null ? $"{Address}/join" : $"{Address}/join?database={Uri.EscapeDataString(database)}", replace: true);
    }

    private async Task SubmitAsync()
    {
        if (_busy || Database is null || _route is null) return;
        (_busy, _error, _errors) = (true, null, NoErrors);
        try
        {
            _load.Route = _route.ToDefinition();
            await Client.JoinAsync(Name, new JoinSyncSetRequest(Database, _load.ToRequest()!), CancellationToken.None);
            Navigation.NavigateTo($"{Address}?joined={Uri.EscapeDataString(Database)}");
        }
        catch (ApiException e)
        {
            (_error, _errors) = (e.Message, e.Errors);
        }
        finally
        {
            _busy = false;
        }
    }
}
