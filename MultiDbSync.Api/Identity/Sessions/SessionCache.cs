using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace MultiDbSync.Api.Identity.Sessions;

/// <summary>What is known of sessions, so that not every request reads the store. Short-lived: another process may have changed the account.</summary>
internal sealed class SessionCache(IServiceScopeFactory scopes, IOptions<SignInSessionOptions> options, TimeProvider time)
{
    private const int Roomy = 4096;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The session, known to be good not longer ago than <see cref="SignInSessionOptions.CheckSeconds"/>; null when it has ended or its stamp is another.</summary>
    /// <param name="isUse">A person asks: the session's idle time begins anew.</param>
    public async ValueTask<SessionState?> FindAsync(string sessionId, string stamp, bool isUse, CancellationToken cancellationToken)
    {
        var state = await FindAsync(sessionId, isUse, cancellationToken);
        return state is not null && string.Equals(state.Stamp, stamp, StringComparison.Ordinal) ? state : null;
    }

    /// <summary>The same whatever its stamp, for connections that were let in before: they are no use.</summary>
    public ValueTask<SessionState?> FindAsync(string sessionId, CancellationToken cancellationToken) => FindAsync(sessionId, isUse: false, cancellationToken);

    private async ValueTask<SessionState?> FindAsync(string sessionId, bool isUse, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = _entries.GetValueOrDefault(sessionId);
        var isNoted = !isUse || known?.State is null || now < known.UsedAt + SessionStore.UseNotedEvery;
        if (known is not null && now < known.Until && isNoted) return known.State;

        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<SessionStore>();
        if (isUse) await store.UseAsync(sessionId, cancellationToken);
        var state = await store.FindAsync(sessionId, cancellationToken);
        if (_entries.Count >= Roomy) Sweep(now);
        _entries[sessionId] = new Entry(state, now.AddSeconds(options.Value.CheckSeconds), isUse ? now : known?.UsedAt ?? DateTimeOffset.MinValue);
        return state;
    }

    public void Forget(string sessionId) => _entries.TryRemove(sessionId, out _);

    public void ForgetUser(string userId)
    {
        foreach (var (id, entry) in _entries)
            if (entry.State?.UserId == userId) Forget(id);
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (id, entry) in _entries)
            if (entry.Until <= now) Forget(id);
    }

    private sealed record Entry(SessionState? State, DateTimeOffset Until, DateTimeOffset UsedAt);
}
