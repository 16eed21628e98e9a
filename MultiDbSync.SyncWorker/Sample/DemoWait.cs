namespace MultiDbSync.SyncWorker.Sample;

/// <summary>Waits as a user would: by looking.</summary>
internal static class DemoWait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <exception cref="TimeoutException">The value did not come.</exception>
    public static async Task ForAsync(LibraryDatabase database, string query, object argument, object? value, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), clock);
        var began = clock.GetTimestamp();
        while (!Equals(await database.ScalarAsync(query, cancellationToken, argument), value))
        {
            if (clock.GetElapsedTime(began) > Patience)
                throw new TimeoutException("A demo change did not reach the other sample databases in 20 s. Is the sync set on, in real time, and are all three databases online?");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
