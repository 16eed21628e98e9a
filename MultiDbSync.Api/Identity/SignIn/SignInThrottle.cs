using System.Collections.Concurrent;

namespace MultiDbSync.Api.Identity.SignIn;

/// <summary>
/// Slows guessing down by account and address together: whoever guesses from elsewhere locks nobody out, and an account that does not exist is
/// treated like one that does. Kept in memory; the rate limit by address stands in front of it.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    /// <summary>Failures in a row before the first lock.</summary>
    public const int Allowed = 5;

    private const int Roomy = 10_000;
    private static readonly TimeSpan FirstLock = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(string Account, string Address), Entry> _entries = new();

    /// <summary>
    /// Counts an attempt before it is judged, so that many at once gain nothing; <see cref="Succeeded"/> takes it back.
    /// Null: go on. Else how long to wait.
    /// </summary>
    public TimeSpan? Begin(string account, string address)
    {
        var now = time.GetUtcNow();
        if (_entries.Count >= Roomy) Sweep(now);
        var entry = _entries.GetOrAdd((account, address), _ => new Entry());
        lock (entry)
        {
            if (now < entry.LockedUntil) return entry.LockedUntil - now;
            if (now > entry.LastAt + LongestLock) entry.Failures = 0;
            entry.LastAt = now;
            entry.Failures++;
            if (entry.Failures >= Allowed) entry.LockedUntil = now + LockAfter(entry.Failures - Allowed);
            return null;
        }
    }

    public void Succeeded(string account, string address) => _entries.TryRemove((account, address), out _);

    private static TimeSpan LockAfter(int doublings)
    {
        var wait = FirstLock * Math.Pow(2, Math.Min(doublings, 8));
        return wait < LongestLock ? wait : LongestLock;
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, entry) in _entries)
            if (now > entry.LastAt + LongestLock && now >= entry.LockedUntil) _entries.TryRemove(key, out _);
    }

    private sealed class Entry
    {
        public int Failures;
        public DateTimeOffset LastAt;
        public DateTimeOffset LockedUntil;
    }
}
