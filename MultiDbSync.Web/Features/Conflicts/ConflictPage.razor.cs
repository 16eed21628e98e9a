using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>One conflict, side by side, and the decision about it.</summary>
public sealed partial class ConflictPage
{
    private readonly Loaded<ConflictDetail> _detail = new();
    private ConflictEditor? _editor;
    private ConflictMessage? _notice;
    private IReadOnlyList<long> _neighbours = [];
    private string? _comment;
    private long _shown;
    private bool _busy;

    /// <summary>The conflict's number.</summary>
    [Parameter]
    public long Id { get; set; }

    [Inject]
    private ConflictsClient Client { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Title => _detail.Value is { } detail ? $"{detail.Summary.Table} {detail.Summary.Key}" : $"Conflict {Id}";

    // The list's filters stay in the address, so that next and previous mean the list that one came from.
    private string Query => new Uri(Navigation.Uri).Query;

    private string ListAddress => "/conflicts" + Query;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
            return;
        _shown = Id;
        _detail.Clear();
        (_editor, _notice, _comment) = (null, null, null);
        await RefreshAsync();
        if (_neighbours.Count == 0)
            await FindNeighboursAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind == SyncEventKind.Conflict && received.ConflictId == Id;

    /// <inheritdoc />
    protected override async Task RefreshAsync()
    {
        var before = _detail.Value?.Summary;
        await _detail.ReadAsync(() => Client.GetAsync(Id, Left.Token));
        if (_detail.Value is not { } detail || before is null || before.Id != detail.Summary.Id || before.Version == detail.Summary.Version)
            return;

        if (detail.Summary.Status != ConflictStatus.Open)
            _editor = null;
        else if (_editor is not null)
            (_editor, _notice) = (new ConflictEditor(detail, _editor), ConflictMessage.Moved);
    }

    private void BeginEdit() => _editor = _detail.Value is { } detail ? new ConflictEditor(detail) : null;

    private void EndEdit() => _editor = null;

    private Task KeepAsync(ConflictChoice choice) => _detail.Value is { Summary: var summary }
        ? ResolveAsync(new ResolveConflictRequest(summary.Id, summary.Version, choice, null, string.IsNullOrWhiteSpace(_comment) ? null : _comment.Trim()))
        : Task.CompletedTask;

    private Task SaveAsync() => _editor is { IsValid: true } editor ? ResolveAsync(editor.ToRequest(_comment)) : Task.CompletedTask;

    private async Task ResolveAsync(ResolveConflictRequest request)
    {
        _busy = true;
        _notice = null;
        try
        {
            var resolved = await Client.ResolveAsync(request, CancellationToken.None);
            (_detail.Value, _editor, _comment, _notice) = (resolved, null, null, ConflictMessage.Resolved);
        }
        catch (ApiException e) when (e.Type == "conflict-moved")
        {
            await RefreshAsync();
            _notice = ConflictMessage.Moved;
        }
        catch (ApiException e)
        {
            _notice = ConflictMessage.Failed(e.Message);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task FindNeighboursAsync()
    {
        try
        {
            _neighbours = [.. (await Client.ListAsync(ConflictFilter.FromQuery(Query), Left.Token)).Items.Select(conflict => conflict.Id)];
        }
        catch (ApiException)
        {
            // Without the list there is no next and previous; the page's own read has said what is wrong.
            _neighbours = [Id];
        }
    }

    private string? Step(int by)
    {
        var at = _neighbours.ToList().IndexOf(Id);
        var to = at < 0 ? (by > 0 ? 0 : -1) : at + by;
        return to >= 0 && to < _neighbours.Count && _neighbours[to] != Id ? $"/conflicts/{_neighbours[to]}{Query}" : null;
    }
}
