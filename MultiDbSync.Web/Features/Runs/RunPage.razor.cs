using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Runs;

/// <summary>One run: where it stands, what that means, how far its tables are.</summary>
public sealed partial class RunPage
{
    private readonly Loaded<RunSummary> _run = new();
    private RoleGate _gate = RoleGate.None;
    private long? _shown;
    private string? _error;
    private bool _busy;

    /// <summary>The run's number.</summary>
    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private RunsClient Client { get; set; } = null!;

    /// <inheritdoc />
    protected override TimeSpan Interval => TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
            return;
        _shown = Id;
        _run.Clear();
        _gate = await RoleGate.OfAsync(Authentication);
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received is { Kind: SyncEventKind.Run, Run: { } run } && run.Id == Id;

    /// <inheritdoc />
    protected override Task RefreshAsync() => _run.ReadAsync(() => Client.GetAsync(Id, Left.Token));

    private async Task ActAsync(Func<long, CancellationToken, Task<RunSummary>> act)
    {
        (_busy, _error) = (true, null);
        try
        {
            await act(Id, CancellationToken.None);
        }
        catch (ApiException e)
        {
            _error = e.Message;
        }
        finally
        {
            _busy = false;
        }

        await RefreshAsync();
    }
}
