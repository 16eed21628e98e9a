namespace MultiDbSync.ServiceDefaults;

/// <summary>
/// Notices that the process which started this one is gone. The parent holds the other end of standard input and never writes to it, so
/// the end of that stream is the end of the parent, however it died, on every operating system.
/// </summary>
internal sealed class ParentWatch : IDisposable
{
    /// <summary>Set by the parent to its own process id; without it nothing is watched.</summary>
    public const string Variable = "MULTIDBSYNC_PARENT_PID";

    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _gone = new();
    private readonly Stream _input;
    private readonly Action _giveUp;

    internal ParentWatch(string parent, Stream input, Action giveUp)
    {
        Parent = parent;
        _input = input;
        _giveUp = giveUp;
        new Thread(WaitForEnd) { IsBackground = true, Name = nameof(ParentWatch) }.Start();
    }

    public string Parent { get; }

    public CancellationToken Gone => _gone.Token;

    public static ParentWatch? FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } parent
            ? new ParentWatch(parent, Console.OpenStandardInput(), () => Environment.Exit(1))
            : null;

    public void Dispose() => _gone.Dispose();

    private void WaitForEnd()
    {
        Span<byte> buffer = stackalloc byte[64];
        try
        {
            while (_input.Read(buffer) > 0) ;
        }
        catch (IOException)
        {
            // A broken pipe is an end, too.
        }

        try
        {
            _gone.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        // The host may hang while it starts or stops: nothing must survive the parent for long. This thread does nothing else, and sleeps rather than sets a
        // timer because timers run on the thread pool, which may be what hangs.
        Thread.Sleep(TimeToStop);
        _giveUp();
    }
}
