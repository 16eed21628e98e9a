using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.ApiKeys;

/// <summary>API keys: made, shown once, and revoked.</summary>
public sealed partial class ApiKeysPage : IDisposable
{
    private static readonly (string Scope, string Meaning)[] Scopes =
    [
        (ApiKeyScopes.Read, "looks at all that a viewer sees"),
        (ApiKeyScopes.Operate, "decides conflicts, syncs, switches; reads as well"),
        (ApiKeyScopes.Query, "asks databases and sees their rows; reads as well"),
        (ApiKeyScopes.Admin, "sets databases and sync sets up; operates as well"),
    ];

    private readonly CancellationTokenSource _left = new();
    private readonly Loaded<IReadOnlyList<ApiKeySummary>> _list = new();
    private readonly HashSet<string> _scopes = [ApiKeyScopes.Read];
    private Modal _modal = null!;
    private ApiKeySummary? _asked;
    private CreatedApiKey? _created;
    private string _name = "";
    private int _days = CreateApiKeyRequest.UsualDays;
    private string? _error;
    private bool _busy;

    [Inject]
    private ApiKeysClient Client { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => RefreshAsync();

    private bool IsOver(ApiKeySummary key) => key.ExpiresAt <= Time.GetUtcNow();

    private Task RefreshAsync() => _list.ReadAsync(() => Client.ListAsync(_left.Token));

    private void Choose(string scope, bool isChosen)
    {
        if (isChosen)
            _scopes.Add(scope);
        else
            _scopes.Remove(scope);
    }

    private Task CreateAsync() => ActAsync(async () =>
    {
        _created = null;
        _created = await Client.CreateAsync(new CreateApiKeyRequest(_name, [.. _scopes], _days), CancellationToken.None);
        _name = "";
    });

    private async Task AskAsync(ApiKeySummary key)
    {
        _asked = key;
        StateHasChanged();
        await _modal.ShowAsync();
    }

    private async Task RevokeAsync()
    {
        if (_asked is not { } key)
            return;
        await ActAsync(async () =>
        {
            await Client.RevokeAsync(key.Id, CancellationToken.None);
            if (_created?.Summary.Id == key.Id)
                _created = null;
        });
        await _modal.CloseAsync();
    }

    private async Task ActAsync(Func<Task> act)
    {
        (_busy, _error) = (true, null);
        try
        {
            await act();
            if (!_left.IsCancellationRequested)
                await RefreshAsync();
        }
        catch (ApiException e)
        {
            _error = e.Message;
        }
        finally
        {
            _busy = false;
        }
    }
}
