namespace MultiDbSync.SyncWorker.Mail;

/// <summary>How long a mail waits after a failure: twice as long each time, up to five minutes, and a little less by chance, so that mails don't come all at once.</summary>
/// <param name="chance">From 0 up to, not including, 1.</param>
internal sealed class RetryPause(Func<double> chance)
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <param name="attempts">Failures so far, from 1.</param>
    public TimeSpan After(int attempts)
    {
        var grown = First * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        return (grown < Longest ? grown : Longest) * (1 - (0.25 * chance()));
    }
}
