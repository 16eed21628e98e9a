namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>How long to wait before a crashed process is started again: doubling, capped, and forgotten once it has run for a while.</summary>
internal sealed class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>A process that ran this long was well: its next crash is a new story.</summary>
    public static readonly TimeSpan Well = TimeSpan.FromSeconds(3);

    private TimeSpan _next = First;

    public TimeSpan Next(TimeSpan ran)
    {
        if (ran >= Well)
            _next = First;

        var wait = _next;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        return wait;
    }
}
