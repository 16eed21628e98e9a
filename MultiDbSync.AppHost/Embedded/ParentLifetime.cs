using System.Diagnostics;
using System.Globalization;

namespace MultiDbSync.AppHost.Embedded;

/// <summary>
/// Notices that the parent is gone, however it died: it holds the other end of standard input, writes nothing to it, and so its end is the
/// end of that stream. The services do the same in ServiceDefaults.
/// </summary>
internal static class ParentLifetime
{
    /// <summary>Set by the parent to its own process id; without it nothing is watched.</summary>
    public const string Variable = "MULTIDBSYNC_PARENT_PID";

    /// <returns>Never completes where nobody watches over this process.</returns>
    public static Task Ended { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 }
        ? Task.Factory.StartNew(WaitForEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
        : Task.Delay(Timeout.Infinite);

    /// <summary>Makes the process to be started end when this one does. Whoever starts it keeps its standard input open and unused.</summary>
    public static void Watch(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.Environment[Variable] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    }

    private static void WaitForEnd()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> buffer = stackalloc byte[64];
        try
        {
            while (input.Read(buffer) > 0) ;
        }
        catch (IOException)
        {
            // A broken pipe is an end, too.
        }
    }
}
