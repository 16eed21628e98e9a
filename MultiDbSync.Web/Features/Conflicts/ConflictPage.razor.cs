using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>One conflict, side by side, and the decision about it.</summary>
public sealed partial class ConflictPage
{
    private readonly Loaded<ConflictDetail> _detail = new();
    private ConflictWork _work = new();
    private KeepBothDialog? _keepBoth;
    private RoleGate _gate = RoleGate.None;
    private ConflictNeighbours? _neighbours;
    private bool _knowsAccounts;
    private IReadOnlyList<string> _accounts = [];
    private long _shown;

    /// <summary>The conflict's number.</summary>
    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private ConflictsClient Client { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

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
        _work = new ConflictWork();
        _gate = await RoleGate.OfAsync(Authentication);
        _neighbours = null;
        await RefreshAsync();
        await FindNeighboursAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind == SyncEventKind.Conflict && (received.ConflictId ?? Id) == Id;

    /// <inheritdoc />
    protected override async Task RefreshAsync()
    {
        var before = _detail.Value;
        await _detail.ReadAsync(() => Client.GetAsync(Id, Left.Token));
        if (_detail.Value is { } now && before is not null && before.Summary.Id == now.Summary.Id && before.Summary.Version != now.Summary.Version)
            _work.Follow(before, now);
    }

    private Task KeepAsync(ConflictChoice choice) => DecideAsync(s => new ResolveConflictRequest(s.Id, s.Version, choice, null, _work.Why));

    private Task SaveAsync() => _work.Editor is { IsValid: true } editor ? DecideAsync(_ => editor.ToRequest(_work.Comment)) : Task.CompletedTask;

    // The dialog shows what went wrong with it; that the conflict moved is the page's to tell.
    private async Task<string?> KeepBothAsync(IReadOnlyDictionary<string, string?>? newKey)
    {
        await DecideAsync(s => new ResolveConflictRequest(s.Id, s.Version, ConflictChoice.KeepBoth, null, _work.Why, NewKey: newKey));
        if (_work.Notice is not { Intent: NoticeIntent.Error } failed)
            return null;
        _work.Notice = null;
        return failed.Text;
    }

    private Task FillAsync(ConflictSuggestion suggestion)
    {
        if (suggestion.Choice == ConflictChoice.KeepBoth)
            return _keepBoth!.ShowAsync();
        _work.Fill(_detail.Value!, suggestion.Values);
        return Task.CompletedTask;
    }

    private async Task DecideAsync(Func<ConflictSummary, ResolveConflictRequest> request)
    {
        await ActAsync(seen => Client.ResolveAsync(request(seen.Summary), CancellationToken.None), ConflictMessage.Resolved);
        if (_work.Notice != ConflictMessage.Resolved)
            return;
        _work.Drop();
        _work.Comment = null;
    }

    private async Task ReopenAsync()
    {
        await ActAsync(seen => Client.ReopenAsync(Id, new ReopenConflictRequest(seen.Summary.Version, _work.Why), CancellationToken.None), ConflictMessage.Reopened);
        if (_work.Notice == ConflictMessage.Reopened)
            _work.Comment = null;
    }

    private Task AssignAsync(string? account) => ActAsync(_ => Client.AssignAsync(Id, account, CancellationToken.None), null);

    private Task AskModelAsync() => ActAsync(_ => Client.SuggestAsync(Id, CancellationToken.None), null);

    private async Task<bool> RemarkAsync(string text)
    {
        await ActAsync(_ => Client.CommentAsync(Id, text, CancellationToken.None), null);
        return _work.Notice is null;
    }

    private async Task ActAsync(Func<ConflictDetail, Task<ConflictDetail>> act, ConflictMessage? done)
    {
        if (_detail.Value is { } seen && await _work.RunAsync(seen, () => act(seen), done) is { } now)
            _detail.Value = now;
    }

    private async Task FindNeighboursAsync()
    {
        try
        {
            _neighbours = await Client.NeighboursAsync(Id, ConflictFilter.FromQuery(Query).ToQuery(Clock.GetUtcNow()), Left.Token);
            if (_gate.Operates && !_knowsAccounts)
                (_accounts, _knowsAccounts) = (await Client.AssigneesAsync(Left.Token), true);
        }
        catch (ApiException)
        {
            // Without the list there is no next and previous; the page's own read has said what is wrong.
            _neighbours = null;
        }
    }

    private string? Step(int by) => (by < 0 ? _neighbours?.Previous : _neighbours?.Next) is { } to ? $"/conflicts/{to}{Query}" : null;
}
