using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Features.Mail;

/// <summary>Which mail people get, and what has become of it.</summary>
internal sealed class MailClient(ApiClient api)
{
    public Task<MailPreferences> PreferencesAsync(CancellationToken cancellationToken) => api.GetAsync<MailPreferences>("api/mail/preferences", cancellationToken);

    public Task<MailPreferences> ChangeAsync(UpdateMailPreferencesRequest request, CancellationToken cancellationToken) =>
        api.SendAsync<MailPreferences>(HttpMethod.Put, "api/mail/preferences", request, cancellationToken);

    public Task<Page<OutboxMail>> OutboxAsync(string? status, int page, int pageSize, CancellationToken cancellationToken) =>
        api.GetAsync<Page<OutboxMail>>(
            $"api/mail/outbox?page={page}&pageSize={pageSize}{(status is null ? "" : "&status=" + Uri.EscapeDataString(status))}", cancellationToken);

    public Task<OutboxMail> TestAsync(string? recipient, CancellationToken cancellationToken) =>
        api.PostAsync<OutboxMail>("api/mail/test", new SendTestMailRequest(recipient), cancellationToken);
}
