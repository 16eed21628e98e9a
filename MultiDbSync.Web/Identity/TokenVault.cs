using System.Collections.Concurrent;
using System.Security.Claims;
using MultiDbSync.Web.Api;

namespace MultiDbSync.Web.Identity;

/// <summary>
/// The newest tokens of each session, shared by its requests and circuits: a circuit outlives the cookie that it began with, and two of them must not refresh at once.
/// After a restart it is empty and fills again from the cookies.
/// </summary>
internal sealed class TokenVault(IHttpClientFactory clients, TimeProvider clock)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, Entry> _sessions = new();

    /// <summary>A token that is good for a minute at least, or null when the person must sign in again.</summary>
    public async Task<SessionToken?> FreshAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (SessionClaims.SessionOf(user) is not { } session || SessionClaims.TokenOf(user) is not { } seed)
            return null;

        var entry = _sessions.GetOrAdd(session, _ => new Entry { Token = seed });
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            entry.UsedAt = clock.GetUtcNow();
            if (entry.Token is { } token && token.ExpiresAt - clock.GetUtcNow() < Early)
                entry.Token = await RefreshAsync(token, cancellationToken);
            return entry.Token;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    /// <summary>A session goes on with other tokens.</summary>
    public void Renew(ClaimsPrincipal user, SessionToken token)
    {
        if (SessionClaims.SessionOf(user) is { } session)
            _sessions[session] = new Entry { Token = token, UsedAt = clock.GetUtcNow() };
    }

    /// <summary>Ends a session: requests and circuits that still carry its claims get no token any more.</summary>
    public void End(ClaimsPrincipal user)
    {
        if (SessionClaims.SessionOf(user) is not { } session)
            return;

        _sessions[session] = new Entry { Token = null, UsedAt = clock.GetUtcNow() };
        var old = clock.GetUtcNow() - SessionCookie.Lifetime;
        foreach (var (key, entry) in _sessions)
        {
            if (entry.UsedAt < old)
                _sessions.TryRemove(key, out _);
        }
    }

    private async Task<SessionToken?> RefreshAsync(SessionToken token, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ApiClient.HttpClientName);
        var outcome = await AccountClient.RefreshAsync(client, token.Refresh, cancellationToken);
        // An API that is away is no reason to sign people out: the old token may serve until it is back.
        return outcome.Refused ? null : outcome.Token ?? token;
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public SessionToken? Token { get; set; }

        public DateTimeOffset UsedAt { get; set; }
    }
}
