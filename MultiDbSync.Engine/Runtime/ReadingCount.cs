namespace MultiDbSync.Engine.Runtime;

/// <summary>Numbers the engine's readings of the configuration, so that others can wait for one that begins after what they wrote into it.</summary>
internal sealed class ReadingCount
{
    private long _begun;
    private long _carriedOut;

    /// <summary>The number of the latest reading. It may be under way, with what was there before.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    /// <summary>The number of the latest reading that was carried out: loops that it does not want have ended, the others run.</summary>
    public long CarriedOut => Interlocked.Read(ref _carriedOut);

    /// <summary>One reading at a time; one that fails is not carried out.</summary>
    public async Task CountAsync(Func<Task> reading)
    {
        var number = Interlocked.Increment(ref _begun);
        await reading();
        Interlocked.Exchange(ref _carriedOut, number);
    }
}
