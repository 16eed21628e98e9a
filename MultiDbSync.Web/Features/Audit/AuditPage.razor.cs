using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Audit;

/// <summary>The audit log: filtered, paged, verified.</summary>
public sealed partial class AuditPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly Loaded<Page<AuditRecord>> _list = new();
    private AuditFilter _filter = new();
    private AuditFilter? _shown;
    private AuditVerification? _verified;
    private string? _error;
    private bool _verifying;

    /// <summary>Part of who acted.</summary>
    [SupplyParameterFromQuery]
    public string? Actor { get; set; }

    /// <summary>What stands before the dot of an action, or all of it.</summary>
    [SupplyParameterFromQuery(Name = "action")]
    public string? ActionName { get; set; }

    /// <summary>Part of what it was about.</summary>
    [SupplyParameterFromQuery]
    public string? Subject { get; set; }

    /// <summary>What became of it.</summary>
    [SupplyParameterFromQuery]
    public string? Outcome { get; set; }

    /// <summary>The first day.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>The last day.</summary>
    [SupplyParameterFromQuery]
    public string? Until { get; set; }

    /// <summary>From 1.</summary>
    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    [Inject]
    private AuditClient Client { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _filter = new AuditFilter(Actor, ActionName, Subject, Outcome, From, Until, Math.Max(1, Page ?? 1));
        if (_shown == _filter)
            return;
        _shown = _filter;
        _list.Clear();
        await RefreshAsync();
    }

    private static string? Text(ChangeEventArgs e) => e.Value is string text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private Task RefreshAsync() => _list.ReadAsync(() => Client.ListAsync(_filter, _left.Token));

    private void Show(AuditFilter filter) => Go(filter with { Page = 1 });

    private void Go(AuditFilter filter) => Navigation.NavigateTo(filter.AddressOfPage());

    private async Task VerifyAsync()
    {
        (_verifying, _error, _verified) = (true, null, null);
        try
        {
            _verified = await Client.VerifyAsync(null, _left.Token);
            if (!_left.IsCancellationRequested)
                await RefreshAsync();
        }
        catch (ApiException e)
        {
            _error = e.Message;
        }
        finally
        {
            _verifying = false;
        }
    }
}
