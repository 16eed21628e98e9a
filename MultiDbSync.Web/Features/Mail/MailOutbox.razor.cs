using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Mail;

/// <summary>Mails and what has become of them, and a way to try whether mail arrives.</summary>
public sealed partial class MailOutbox
{
    private const int PageSize = 20;
    private static readonly (string, string)[] States = [.. Enum.GetValues<MailStatus>().Select(status => (status.ToString(), MailWords.Of(status).Text))];
    private readonly Loaded<Page<OutboxMail>> _list = new();
    private (string?, int)? _shown;
    private string? _recipient;
    private string? _error;
    private string? _done;
    private bool _busy;

    /// <summary>Only mails in this state.</summary>
    [Parameter]
    public string? Status { get; set; }

    /// <summary>From 1.</summary>
    [Parameter]
    public int Page { get; set; } = 1;

    /// <summary>Where a test mail goes when nothing is typed in.</summary>
    [Parameter]
    public string? Address { get; set; }

    [Inject]
    private MailClient Client { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Status, Page))
            return;
        _shown = (Status, Page);
        _list.Clear();
        await RefreshAsync();
    }

    /// <inheritdoc />
    protected override bool Concerns(SyncEvent received) => received.Kind == SyncEventKind.Mail;

    /// <inheritdoc />
    protected override Task RefreshAsync() => _list.ReadAsync(() => Client.OutboxAsync(Status, Page, PageSize, Left.Token));

    private async Task TestAsync()
    {
        (_busy, _error, _done) = (true, null, null);
        try
        {
            var mail = await Client.TestAsync(string.IsNullOrWhiteSpace(_recipient) ? null : _recipient.Trim(), CancellationToken.None);
            _done = $"A test mail to {mail.Recipient} is in the outbox. Its state is shown below.";
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

    private void Show(string? status, int page)
    {
        var query = new Dictionary<string, string?>();
        if (status is not null)
            query["status"] = status;
        if (page > 1)
            query["page"] = page.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Navigation.NavigateTo(QueryHelpers.AddQueryString("/mail", query));
    }
}
